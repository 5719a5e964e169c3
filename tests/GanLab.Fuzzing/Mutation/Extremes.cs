using System.Buffers.Binary;

namespace GanLab.Fuzzing.Mutation;

/// <summary>Numbers at which lengths, counts and offsets go wrong.</summary>
internal static class Extremes
{
    private static readonly ulong[] Values =
    [
        0, 1, 2, 3, 4, 7, 8, 16, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFE, 0x7FFFFFFF, 0x80000000,
        0xFFFFFFFE, 0xFFFFFFFF, 0x100000000, 0x4000000000000000, 0x7FFFFFFFFFFFFFFF, 0x8000000000000000, 0xFFFFFFFFFFFFFFFF,
    ];

    /// <summary>One of the numbers, or one near <paramref name="length"/>.</summary>
    internal static ulong Next(Random random, int length) => random.Next(3) == 0
        ? (ulong)(length + random.Next(-2, 3))
        : Values[random.Next(Values.Length)];

    /// <summary>Writes such a number over 1, 2, 4 or 8 bytes, in either byte order.</summary>
    internal static void Overwrite(Span<byte> bytes, Random random, int length)
    {
        var size = 1 << random.Next(4);
        if (size > bytes.Length)
        {
            return;
        }

        Span<byte> word = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(word, Next(random, length));
        word = word[..size];
        if (random.Next(2) == 0)
        {
            word.Reverse();
        }

        word.CopyTo(bytes);
    }
}
