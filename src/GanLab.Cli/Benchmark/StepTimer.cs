using System.Diagnostics;
using System.Globalization;
using GanLab.Acceleration;
using GanLab.Configuration;
using GanLab.Data;
using GanLab.Experiment;
using GanLab.Losses;
using GanLab.Training;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace GanLab.Cli.Benchmark;

/// <summary>A training run over one fixed batch of random images whose steps are timed one by one.</summary>
internal sealed class StepTimer : IDisposable
{
    private const int WarmUp = 3; // first steps choose kernels and allocate

    private readonly ComputeDevice device;
    private readonly TrainingRun run;
    private readonly GanStep step;
    private readonly ScoreBoard scores;
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
    private readonly RealBatch batch;

    /// <summary>Makes networks and data.</summary>
    internal StepTimer(ExperimentConfig config, ComputeDevice device)
    {
        this.device = device;
        var images = new RandomImages(new SampleShape(config.Data.Channels, config.Data.Size, config.Data.Size));
        run = TrainingRun.Over(images, config, device, NullLogger.Instance);
        step = run.Step();
        scores = new ScoreBoard(LossCatalog.Find(config.Loss.Name));
        using var loader = new BatchLoader(images, config.Training.BatchSize, new Randomness.RandomSource(0), 0);
        batch = new RealBatches(loader, images, conditional: false, device).Next();
    }

    /// <summary>For instance "libtorch 1.13.1, cpu, fp32, 2 threads".</summary>
    internal string Description => Describe(device);

    /// <summary>Learned numbers of the generator and of the discriminator.</summary>
    internal (long Generator, long Discriminator) Parameters => (Count(run.State.Generator), Count(run.State.Discriminator));

    /// <summary>Bytes; see <see cref="Acceleration.PeakMemory"/>.</summary>
    internal long? PeakMemory => Acceleration.PeakMemory.Of(device);

    /// <summary>The device that a configuration names.</summary>
    /// <exception cref="ConfigException">There is none such.</exception>
    internal static ComputeDevice Open(ComputeConfig compute) =>
        ComputeDevice.Open(compute.Device, compute.Precision, compute.Threads, compute.Deterministic, compute.Graphs);

    /// <summary>See <see cref="Description"/>.</summary>
    internal static string Describe(ComputeDevice device) => $"libtorch {Engine.LibTorchVersion}, {device}";

    /// <summary>A number of steps that somebody wrote.</summary>
    /// <exception cref="ConfigException">It is none.</exception>
    internal static int ReadCount(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 1_000_000
            ? count
            : throw new ConfigException($"{name} takes a whole number in [1, 1000000], not '{text}'.");

    /// <summary>Takes a few steps, so that what is timed later is like all that follow.</summary>
    internal void Prepare(IProgress<double>? progress = null, CancellationToken stop = default) => Run(WarmUp, progress, stop);

    /// <summary>Takes steps and returns the median of their milliseconds.</summary>
    /// <param name="count">How many.</param>
    /// <param name="progress">Is told before each step how much is done, in [0, 1).</param>
    /// <param name="stop">Asks to stop before the next step.</param>
    /// <exception cref="OperationCanceledException">Was asked to stop.</exception>
    internal double Run(int count, IProgress<double>? progress = null, CancellationToken stop = default)
    {
        var milliseconds = new double[count];
        for (var i = 0; i < count; i++)
        {
            stop.ThrowIfCancellationRequested();
            progress?.Report((double)i / count);
            var start = Stopwatch.GetTimestamp();
            step.Run(() => batch, scores);
            if (device.IsCuda)
            {
                cuda.synchronize(device.Device);
            }

            milliseconds[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(milliseconds);
        return (milliseconds[(count - 1) / 2] + milliseconds[count / 2]) / 2;
    }

    /// <summary>Takes steps and tells what their operators cost, and how long all of it took in milliseconds.</summary>
    internal (IReadOnlyList<StepProfile.Entry> Operators, double Milliseconds) Profile(int count)
    {
        var start = Stopwatch.GetTimestamp();
        var operators = StepProfile.Of(() => Run(count), device);
        return (operators, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    /// <summary>Takes steps and tells what one of them asks of the machine; null where the engine cannot watch its operators.</summary>
    internal StepCost? Cost(int count)
    {
        if (!StepProfile.IsSupported)
        {
            return null;
        }

        var operators = Profile(count).Operators;
        return new StepCost(operators.Sum(entry => entry.Operations) / count, operators.Sum(entry => entry.Bytes) / count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        scores.Dispose();
        run.Dispose();
        scope.Dispose();
    }

    private static long Count(nn.Module network) => network.parameters().Sum(parameter => parameter.numel());
}
