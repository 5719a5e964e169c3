using GanLab.Configuration;

namespace GanLab.Data;

/// <summary>Where the parts of CelebA lie: as shipped by its makers, as on the mirrors, or all in one folder.</summary>
internal static class CelebAFolder
{
    private const string PictureFolder = "img_align_celeba";

    /// <summary>Whether <paramref name="folder"/> holds the pictures under the name that their makers gave them.</summary>
    public static bool IsIn(string folder) =>
        Directory.Exists(Path.Combine(folder, PictureFolder)) || Directory.Exists(Path.Combine(folder, "Img", PictureFolder));

    /// <summary>The folder with the pictures.</summary>
    public static string Images(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new ConfigException(
                $"'{folder}' does not exist; give the folder that holds {PictureFolder}, list_attr_celeba.txt and "
                + "list_eval_partition.txt.");
        }

        string[] candidates =
        [
            Path.Combine(folder, PictureFolder, PictureFolder),
            Path.Combine(folder, PictureFolder),
            Path.Combine(folder, "Img", PictureFolder),
            folder,
        ];
        return candidates.FirstOrDefault(HasPictures)
            ?? throw new ConfigException(
                $"'{folder}' has no folder {PictureFolder} with .jpg files in it; unpack img_align_celeba.zip there.");
    }

    /// <summary>A text file beside the pictures or in the folders that the makers use; null if there is none.</summary>
    public static string? Find(string folder, string name)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string[] places = Path.GetFileName(full) == PictureFolder
            ? [full, Path.GetDirectoryName(full) ?? full]
            : [folder, Path.Combine(folder, "Anno"), Path.Combine(folder, "Eval")];
        return places.Select(place => Path.Combine(place, name)).FirstOrDefault(File.Exists);
    }

    private static bool HasPictures(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.jpg").Any();
}
