using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Modules;
using GanLab.Runs;

namespace GanLab.Cli.Sampling;

/// <summary>Reads a generator from whatever holds one: g.pt, g.safetensors, a run folder, a checkpoint folder or the pointer to the latest.</summary>
internal static class GeneratorSource
{
    private const string Name = "g.pt";

    /// <summary>The averaged generator of <paramref name="given"/>; the caller disposes it.</summary>
    /// <exception cref="ConfigException">There is none.</exception>
    internal static (Generator Generator, GeneratorDescription Description) Read(string given) =>
        Checkpoint(given) is { } checkpoint ? CheckpointNetworks.ReadGenerator(checkpoint) : GeneratorFile.Read(Find(given));

    /// <summary>The checkpoint folder that a path is, or that it points to as RUN/checkpoints/latest does; null if neither.</summary>
    /// <exception cref="ConfigException">It points to none that is whole.</exception>
    internal static string? Checkpoint(string path)
    {
        if (File.Exists(Path.Combine(path, "checkpoint.json")))
        {
            return path;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return File.Exists(path) && Path.GetFileName(path) == "latest" && Path.GetFileName(folder) == "checkpoints"
            ? Newest(RunFolder.Open(Path.GetDirectoryName(folder)!))
            : null;
    }

    /// <summary>The newest checkpoint of a run that is whole.</summary>
    /// <exception cref="ConfigException">There is none.</exception>
    internal static string Newest(RunFolder run) => run.LatestCheckpoint() is { Step: { } step }
        ? run.Checkpoint(step)
        : throw new ConfigException($"The run '{run.Path}' has no checkpoint that is whole.");

    private static string Find(string given)
    {
        if (!Directory.Exists(given))
        {
            return File.Exists(given) ? given : throw new ConfigException(
                $"There is no file '{given}'. Give the {Name} that training wrote, for instance runs/00000-dcgan-glyphs-32/{Name}.");
        }

        var file = Path.Combine(given, Name);
        return File.Exists(file) ? file : throw new ConfigException(
            $"There is no {Name} in '{given}'. A run writes it with its first checkpoint; give a run folder, a checkpoint folder or the file itself.");
    }
}
