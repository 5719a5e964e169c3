using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Formats.Cifar;

namespace GanLab.Data;

/// <summary>Finds and reads the files of CIFAR-10 or CIFAR-100 in their binary version.</summary>
internal static class CifarFiles
{
    private const long LongestNames = 64 << 10;
    private const long LongestBatch = 50_000L * (CifarFile.PictureLength + 2);

    /// <summary>The files that are needed, and the most bytes that each can have.</summary>
    public static IReadOnlyDictionary<string, long> Members(CifarKind kind) =>
        ((string[])[.. Batches(kind, isTest: false), .. Batches(kind, isTest: true), NamesOf(kind)])
        .ToDictionary(name => name, name => name.EndsWith(".txt", StringComparison.Ordinal) ? LongestNames : LongestBatch);

    /// <summary>Whether the files of this set seem to be in <paramref name="folder"/>.</summary>
    public static bool AreIn(string folder, CifarKind kind) => Batches(kind, isTest: false).Any(name => Find(folder, kind, name) is not null);

    /// <summary>Reads a part: all its batches, one after the other, and the names of the classes.</summary>
    /// <exception cref="ConfigException">The folder or a file is missing.</exception>
    /// <exception cref="MalformedFileException">A file is damaged.</exception>
    public static (CifarBatch Batch, IReadOnlyList<string> ClassNames) Read(string folder, CifarKind kind, bool isTest)
    {
        var names = (string[])[.. Batches(kind, isTest), NamesOf(kind)];
        var missing = names.Where(name => Find(folder, kind, name) is null).ToArray();
        if (missing.Length > 0)
        {
            throw new ConfigException(Directory.Exists(folder)
                ? $"'{folder}' lacks {string.Join(", ", missing)}; unpack the binary version of the set there, or give no folder to have it downloaded."
                : $"'{folder}' does not exist; give the folder that holds {string.Join(", ", names)}.");
        }

        CifarBatch[] batches = [.. Batches(kind, isTest).Select(name => CifarFile.Read(Find(folder, kind, name)!, kind))];
        var all = batches is [var only]
            ? only
            : new CifarBatch([.. batches.SelectMany(batch => batch.Labels)], Joined([.. batches.Select(batch => batch.Pixels)]));
        return (all, CifarFile.ReadNames(Find(folder, kind, NamesOf(kind))!, kind));
    }

    private static string[] Batches(CifarKind kind, bool isTest) => (kind, isTest) switch
    {
        (CifarKind.Cifar10, false) => [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")],
        (CifarKind.Cifar10, true) => ["test_batch.bin"],
        (_, false) => ["train.bin"],
        (_, true) => ["test.bin"],
    };

    private static string NamesOf(CifarKind kind) => kind == CifarKind.Cifar10 ? "batches.meta.txt" : "fine_label_names.txt";

    // The archives have a folder of their own in them.
    private static string? Find(string folder, CifarKind kind, string name)
    {
        string[] folders = [folder, Path.Combine(folder, kind == CifarKind.Cifar10 ? "cifar-10-batches-bin" : "cifar-100-binary")];
        return folders.Select(place => Path.Combine(place, name)).FirstOrDefault(File.Exists);
    }

    private static byte[] Joined(byte[][] parts)
    {
        var all = new byte[parts.Sum(part => (long)part.Length)];
        var end = 0;
        foreach (var part in parts)
        {
            part.CopyTo(all, end);
            end += part.Length;
        }

        return all;
    }
}
