using GanLab.Data;
using GanLab.Fuzzing.Mutation;

namespace GanLab.Fuzzing.Families;

/// <summary>The two text files of CelebA; which of the two a seed is, its first line tells.</summary>
internal sealed class CelebAFamily : ReaderFamily
{
    private static readonly string[] Words = ["1", "-1", "0", "2", "3", "-", "999999999999", "000001.jpg", "\r", "\n", "\n\n", " ", "\t", "\u00a0", "\0", "..", "\ufeff"];

    internal override string Name => "celeba";

    internal override IEnumerable<byte[]> Seeds()
    {
        yield return "2\nSmiling Young\n000001.jpg -1  1\n000002.jpg  1 -1\n"u8.ToArray();
        yield return "0\n\n"u8.ToArray();
        yield return "1\r\nMale\r\na.jpg 1\r\n"u8.ToArray();
        yield return "000001.jpg 0\n000002.jpg 1\n000003.jpg 2"u8.ToArray();
    }

    internal override byte[] Mutate(byte[] file, byte[] other, Random random)
    {
        if (random.Next(2) == 0)
        {
            return ByteMutator.Mutate(file, other, random);
        }

        var word = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(
            Words[random.Next(Words.Length)] + (random.Next(2) == 0 ? " " : ""), 1 << random.Next(10))));
        var at = random.Next(file.Length + 1);
        return [.. file.AsSpan(0, at), .. word, .. file.AsSpan(Math.Min(at + random.Next(4), file.Length))];
    }

    internal override object Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return IsPartition(file)
            ? CelebALists.ReadPartitions(stream, FileName).Select(pair => (pair.Key, pair.Value.ToString())).ToArray()
            : Lines(CelebALists.ReadAttributes(stream, FileName));
    }

    internal override int Digest(object content)
    {
        var hash = new HashCode();
        foreach (var line in ((string, string)[])content)
        {
            hash.Add(line);
        }

        return hash.ToHashCode();
    }

    private static bool IsPartition(byte[] file) => file.AsSpan(0, Math.Min(file.Length, 16)).IndexOf((byte)'j') >= 0;

    private static (string, string)[] Lines((IReadOnlyList<string> Names, IReadOnlyDictionary<string, float[]> ByFile) lists) =>
        [.. lists.ByFile.Select(pair => (pair.Key, string.Join(' ', pair.Value))).Prepend((string.Join(' ', lists.Names), ""))];
}
