using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Modules;

namespace GanLab.Cli.Sampling;

/// <summary>Reads a generator from whatever holds one: g.pt, g.safetensors, a run folder or a checkpoint folder.</summary>
internal static class GeneratorSource
{
    private const string Name = "g.pt";

    /// <summary>The averaged generator of <paramref name="given"/>; the caller disposes it.</summary>
    /// <exception cref="ConfigException">There is none.</exception>
    internal static (Generator Generator, GeneratorDescription Description) Read(string given) =>
        IsCheckpoint(given) ? CheckpointNetworks.ReadGenerator(given) : GeneratorFile.Read(Find(given));

    /// <summary>Whether a path is that of a checkpoint folder.</summary>
    internal static bool IsCheckpoint(string path) => File.Exists(Path.Combine(path, "checkpoint.json"));

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
