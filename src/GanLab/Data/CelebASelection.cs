using GanLab.Configuration;
using GanLab.Formats;

namespace GanLab.Data;

/// <summary>The pictures of CelebA that are wanted, and what the text files say of them.</summary>
internal sealed record CelebASelection
{
    /// <summary>The folder with the pictures.</summary>
    public required string Images { get; init; }

    /// <summary>The pictures to use, in order.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Folders that cannot be looked into.</summary>
    public required IReadOnlyList<UnreadableFile> Unreadable { get; init; }

    /// <summary>Empty without list_attr_celeba.txt.</summary>
    public required IReadOnlyList<string> AttributeNames { get; init; }

    /// <summary>By the name of the file; null without list_attr_celeba.txt.</summary>
    public required IReadOnlyDictionary<string, float[]>? Attributes { get; init; }

    /// <summary>How many pictures the attribute file lists that are not in the folder.</summary>
    public required int ListedButMissing { get; init; }

    /// <summary>How many pictures in the folder no text file lists.</summary>
    public required int PresentButUnlisted { get; init; }

    /// <summary>Finds the pictures and reads the text files that are there.</summary>
    /// <exception cref="ConfigException">The folder holds no pictures of the set, or the part asked for is unknown.</exception>
    /// <exception cref="MalformedFileException">A text file is damaged.</exception>
    public static CelebASelection Find(string folder, CelebAPartition? partition)
    {
        var images = CelebAFolder.Images(folder);
        var (names, byFile) = CelebAFolder.Find(folder, "list_attr_celeba.txt") is { } list
            ? CelebALists.ReadAttributes(list)
            : ([], null);
        var parts = Partitions(folder, partition);

        var (files, closed) = PictureSearch.Find(images);
        var listed = files.Where(path => IsListed(byFile, path) && (partition is null || IsListed(parts, path))).ToArray();
        var used = listed.Where(path => partition is null || parts![Key(path)] == partition).ToArray();
        if (used.Length == 0)
        {
            throw new ConfigException(
                $"'{images}': none of the {files.Count} pictures is listed in the text files"
                + $"{(partition is null ? "" : $" as part of {partition}")}; img_align_celeba and the text files must belong together.");
        }

        var present = files.Select(Key).ToHashSet(StringComparer.Ordinal);
        return new CelebASelection
        {
            Images = images,
            Files = used,
            Unreadable = closed,
            AttributeNames = names,
            Attributes = byFile,
            ListedButMissing = byFile?.Keys.Count(name => !present.Contains(name)) ?? 0,
            PresentButUnlisted = files.Count - listed.Length,
        };
    }

    /// <summary>What the text files call the picture at <paramref name="path"/>.</summary>
    public static string Key(string path) => Path.GetFileName(path);

    private static IReadOnlyDictionary<string, CelebAPartition>? Partitions(string folder, CelebAPartition? partition)
    {
        if (partition is null)
        {
            return null;
        }

        return CelebAFolder.Find(folder, "list_eval_partition.txt") is { } list
            ? CelebALists.ReadPartitions(list)
            : throw new ConfigException(
                $"'{folder}' has no list_eval_partition.txt, which says what belongs to {partition}; "
                + "put it there or use every picture.");
    }

    private static bool IsListed<T>(IReadOnlyDictionary<string, T>? list, string path) => list?.ContainsKey(Key(path)) ?? true;
}
