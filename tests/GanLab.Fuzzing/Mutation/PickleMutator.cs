using System.Text;

namespace GanLab.Fuzzing.Mutation;

/// <summary>Damages a pickle with instructions that are right in themselves: dangerous names, odd tensors, endless values.</summary>
internal static class PickleMutator
{
    // Every instruction of protocols 0 to 5, from Python's pickletools.
    private static readonly byte[] Opcodes = Encoding.Latin1.GetBytes(
        "(.01 2FIJKLMNPQRSTUVX]abcdeghijlopqrstu}\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008a\u008b\u008c\u008d\u008e\u008f\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098BC)G");

    private static readonly byte[][] Snippets =
    [
        .. new[]
        {
            "cos\nsystem\n", "cbuiltins\neval\n", "cbuiltins\nexec\n", "cposix\nsystem\n", "csubprocess\nPopen\n", "ccopyreg\n_reconstructor\n",
            "c__builtin__\ngetattr\n", "ctorch.storage\n_load_from_bytes\n", "ctorch\nload\n", "ctorch._utils\n_rebuild_tensor\n",
            "ctorch._utils\n_rebuild_parameter\n", "ctorch._utils\n_rebuild_tensor_v2\n", "ccollections\nOrderedDict\n", "ctorch\nSize\n", "ctorch\nFloatStorage\n",
            "ctorch\nQUInt8Storage\n", "ctorch\nComplexFloatStorage\n", "ctorch\nUntypedStorage\n", "(ios\nsystem\n", "\u008c\u0002os\u008c\u0006system\u0093", "X\u0002\0\0\0lstR",
            "\u0085R", ")R", "Q", "R", "b", "}", "]", ")", "N", "(", "t", "e", "u", "s", "a", "q\0", "q\u0001", "h\0", "h\u0001", "\u0094", "r\u00ff\u00ff\u00ff\u00ff", "j\u00ff\u00ff\u00ff\u00ff",
            "K\0", "K\u0001", "K\u00ff", "J\u00ff\u00ff\u00ff\u00ff", "J\0\0\0\u0080", "J\u00ff\u00ff\u00ff\u007f", "M\u00ff\u00ff", "\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f",
            "\u008a\u0008\0\0\0\0\0\0\0\u0080", "\u008a\u00ff", "\u008b\u00ff\u00ff\u00ff\u007f", "G\u007f\u00f0\0\0\0\0\0\0", "X\u00ff\u00ff\u00ff\u00ff", "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
            "X\0\0\0\0", "\u0095\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "\u0085", "\u0086", "\u0087", "\u0088", "\u0089", "\u0080\u0005",
        }.Select(Encoding.Latin1.GetBytes),
    ];

    /// <summary>A copy of a pickle with one to six changes.</summary>
    internal static byte[] Mutate(ReadOnlySpan<byte> pickle, ReadOnlySpan<byte> other, Random random)
    {
        var bytes = pickle.ToArray();
        for (var change = random.Next(1, 7); change > 0; change--)
        {
            var at = random.Next(bytes.Length + 1);
            bytes = random.Next(6) switch
            {
                0 or 1 => Inserted(bytes, at, Snippets[random.Next(Snippets.Length)], 1),
                2 => Inserted(bytes, at, Snippets[random.Next(Snippets.Length)], 1 << random.Next(12)),
                3 => Inserted(bytes, at, [Opcodes[random.Next(Opcodes.Length)]], 1),
                4 when at < bytes.Length => [.. bytes.AsSpan(0, at), Opcodes[random.Next(Opcodes.Length)], .. bytes.AsSpan(at + 1)],
                _ => ByteMutator.Mutate(bytes, other, random),
            };
        }

        return bytes;
    }

    private static byte[] Inserted(byte[] bytes, int at, byte[] part, int times) =>
        [.. bytes.AsSpan(0, at), .. Enumerable.Repeat(part, times).SelectMany(copy => copy), .. bytes.AsSpan(at)];
}
