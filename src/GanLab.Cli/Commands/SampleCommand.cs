using System.CommandLine;
using GanLab.Acceleration;
using GanLab.Cli.Sampling;
using GanLab.Modules;
using GanLab.Sampling;
using TorchSharp;

namespace GanLab.Cli.Commands;

/// <summary>gan sample: pictures from a trained generator.</summary>
internal sealed class SampleCommand : ExampledCommand
{
    private readonly Option<string> checkpoint = Text(
        "--checkpoint", "PATH", "The g.pt that training wrote or the run folder it is in, a g.safetensors, or a checkpoint folder.");

    private readonly Option<string> count = Text("--n", "N", "How many samples (default: 64).");

    private readonly Option<string> seed = Text(
        "--seed", "S", "The first sample; the others are S+1, S+2 and so on (default: 0).");

    private readonly Option<string> seeds = Text("--seeds", "LIST", "Exactly these samples, such as 0-63 or 1,5,7-9.");

    private readonly Option<string> label = Text(
        "--class", "CLASS", "Name or number of a class, for a conditional generator (default: all in turn).");

    private readonly Option<string> output = Text(
        "--out", "PATH", "A PNG file for a grid, a folder for a file each, named by the seed, or an .npz of arrays for NumPy (default: samples.png).");

    private readonly Option<string> device = Text("--device", "DEVICE", "auto, cpu, cuda or cuda:1 (default: auto).");

    internal SampleCommand()
        : base(
            "sample", "Draw samples from a trained generator; a seed gives the same sample alone and in company.",
            "gan sample --checkpoint g.pt --seeds 0-63 --out grid.png")
    {
        checkpoint.Required = true;
        foreach (var option in (Option[])[checkpoint, count, seed, seeds, label, output, device])
        {
            Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        var chosen = SeedChoice.Read(result.GetValue(count), result.GetValue(seed), result.GetValue(seeds));
        var target = SampleOutput.At(result.GetValue(output) ?? "samples.png");
        var place = ComputeDevice.Open(result.GetValue(device) ?? "auto");
        var (generator, description) = GeneratorSource.Read(result.GetRequiredValue(checkpoint));
        using (generator)
        {
            var labels = SampleLabels.For(chosen, result.GetValue(label), description, generator.Classes);
            generator.to(place.Device);
            generator.eval();
            Layout.Optimize(generator);
            return Write(target, chosen, labels, generator, new Sampler(generator, place), Screen.Of(result));
        }
    }

    private static int Write(SampleOutput target, long[] seeds, long[] labels, Generator generator, Sampler sampler, Screen screen)
    {
        using var signals = new StopSignals(screen, "Stopping after the samples at hand; another Ctrl-C ends at once.");
        var progress = new PercentLine(screen, "sampling");
        var samples = new SampleSeries(seeds, labels, generator, sampler, progress, signals.Token);
        try
        {
            string written;
            using (progress)
            {
                written = target.Write(samples);
            }

            screen.Output.WriteLine(written);
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            screen.Error.WriteLine(target.Left(samples));
            return ExitCode.Interrupted;
        }
    }
}
