using System.CommandLine;
using GanLab.Checkpoints;
using GanLab.Cli.Sampling;
using GanLab.Configuration;
using GanLab.Runs;
using static TorchSharp.torch;

namespace GanLab.Cli.Commands;

/// <summary>gan export: one network as a file for other programs.</summary>
internal sealed class ExportCommand : ExampledCommand
{
    private const string Average = "average";
    private const string Learning = "generator";
    private const string Discriminator = "discriminator";

    private static readonly string[] Extensions = [".pt", ".pth", ".safetensors"];

    private readonly Option<string> checkpoint = Text(
        "--checkpoint", "PATH", "A g.pt or g.safetensors, a run folder, or a checkpoint folder in one.");

    private readonly Option<string> output = Text(
        "--out", "FILE", "The file to write: torch.save's format for .pt and .pth, or .safetensors.");

    private readonly Option<string> which = Text(
        "--which", "NETWORK", "average (default), generator or discriminator; a file holds the average alone.");

    internal ExportCommand()
        : base(
            "export", "Write one network of a run as a file for other programs.",
            "gan export --checkpoint g.pt --out g.safetensors")
    {
        checkpoint.Required = true;
        output.Required = true;
        foreach (var option in (Option[])[checkpoint, output, which])
        {
            Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        var (source, target, wanted) = (result.GetRequiredValue(checkpoint), result.GetRequiredValue(output), result.GetValue(which) ?? Average);
        if (!Extensions.Contains(Path.GetExtension(target), StringComparer.OrdinalIgnoreCase))
        {
            throw new ConfigException($"--out takes a file that ends in {string.Join(", ", Extensions[..^1])} or {Extensions[^1]}, not '{target}'.");
        }

        switch (wanted)
        {
            case Average:
                Write(GeneratorSource.Read(source), network => GeneratorFile.Write(target, network.Network, network.Description));
                break;
            case Learning:
                Write(CheckpointNetworks.ReadGenerator(Checkpoint(source), averaged: false), network => GeneratorFile.Write(target, network.Network, network.Description));
                break;
            case Discriminator:
                Write(CheckpointNetworks.ReadDiscriminator(Checkpoint(source)), network => DiscriminatorFile.Write(target, network.Network, network.Description));
                break;
            default:
                throw new ConfigException(Suggestion.UnknownName("--which", wanted, [Average, Learning, Discriminator]));
        }

        result.InvocationConfiguration.Output.WriteLine(target);
        return ExitCode.Done;
    }

    private static void Write<T>((T Network, GeneratorDescription Description) network, Action<(T Network, GeneratorDescription Description)> write)
        where T : nn.Module
    {
        using (network.Network)
        {
            write(network);
        }
    }

    // A model file holds nothing but the averaged generator.
    private static string Checkpoint(string source)
    {
        if (GeneratorSource.Checkpoint(source) is { } checkpoint)
        {
            return checkpoint;
        }

        if (!Directory.Exists(source))
        {
            throw new ConfigException($"'{source}' holds no more than one network; for --which give a run folder or a checkpoint folder.");
        }

        return GeneratorSource.Newest(RunFolder.Open(source));
    }
}
