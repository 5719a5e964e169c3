using GanLab.Configuration;

namespace GanLab.Cli.Sampling;

/// <summary>Finds g.pt where a folder was named instead of the file.</summary>
internal static class GeneratorPath
{
    private const string Name = "g.pt";

    /// <summary>The file that <paramref name="given"/> stands for: itself, or the g.pt of a run or checkpoint folder.</summary>
    /// <exception cref="ConfigException">There is none.</exception>
    internal static string Find(string given)
    {
        if (!Directory.Exists(given))
        {
            return File.Exists(given) ? given : throw new ConfigException(
                $"There is no file '{given}'. Give the {Name} that training wrote, for instance runs/00000-dcgan-glyphs-32/{Name}.");
        }

        // A checkpoint lies in runs/NAME/checkpoints/NNNNNN, and the generator of the run two folders up.
        var folder = Path.GetFullPath(given).TrimEnd(Path.DirectorySeparatorChar);
        string?[] candidates = [folder, Path.GetDirectoryName(Path.GetDirectoryName(folder))];
        var isCheckpoint = File.Exists(Path.Combine(folder, "checkpoint.json"));
        return candidates.Take(isCheckpoint ? 2 : 1).OfType<string>()
            .Select(candidate => Path.Combine(candidate, Name)).FirstOrDefault(File.Exists)
            ?? throw new ConfigException(
                $"There is no {Name} in '{given}'. A run writes it with its first checkpoint; give a run folder or the file itself.");
    }
}
