using System.Diagnostics;
using System.Globalization;
using GanLab.Configuration;
using GanLab.Experiment;
using GanLab.Losses;
using GanLab.Training;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace GanLab.Benchmarks;

/// <summary>How much longer a step of a whole run takes than the step alone: blocks of both, in turn, in one process.</summary>
/// <remarks>
/// The run reads its data, measures, and writes all that <c>gan train</c> writes by default. The step alone is that of a
/// second run of the same recipe over one batch, as <c>gan bench</c> times it; they take turns on one thread. After a step
/// that divides by 100, where by default samples are measured and pictures drawn, the run has fifteen steps more, so that what is
/// written in the background slows the run that it belongs to.
/// </remarks>
internal static class StepOverhead
{
    private const int Block = 20; // steps
    private const int FewestBlocks = 10;

    /// <summary>Trains in a temporary folder and prints what a step took in both.</summary>
    /// <param name="settings">Such as "data.name=celeba"; see <c>gan train --dry-run</c>.</param>
    internal static void Run(string[] settings) => ScratchRun.Do([], settings, (run, folder) =>
    {
        if (run.Steps < (FewestBlocks + 1) * Block)
        {
            throw new InvalidOperationException(
                $"So few steps say nothing; ask for training.steps={(FewestBlocks + 1) * Block} or, better, several times that.");
        }

        using var alone = new StepAlone(run.Config);
        var changeover = new Changeover(alone);
        run.Train(folder, [changeover], CancellationToken.None);
        changeover.Print();
    });

    private sealed class StepAlone : IDisposable
    {
        private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
        private readonly TrainingRun run;
        private readonly GanStep step;
        private readonly ScoreBoard scores;
        private readonly RealBatch batch;

        internal StepAlone(ExperimentConfig config)
        {
            run = TrainingRun.Open(config, NullLogger.Instance);
            step = run.Step();
            scores = new ScoreBoard(LossCatalog.Find(config.Loss.Name));
            using var loader = run.Loader();
            batch = new RealBatches(loader, run.Dataset, config.Model.Conditional, run.Device).Next();
        }

        internal void Take(int steps)
        {
            for (var i = 0; i < steps; i++)
            {
                step.Run(() => batch, scores);
            }

            Wait();
        }

        internal void Wait()
        {
            if (run.Device.IsCuda)
            {
                cuda.synchronize(run.Device.Device);
            }
        }

        public void Dispose()
        {
            scores.Dispose();
            run.Dispose();
            scope.Dispose();
        }
    }

    private sealed class Changeover(StepAlone alone) : ITrainingObserver
    {
        private readonly List<(Taken Run, Taken Alone)> blocks = [];
        private Taken start;

        public bool IsEssential => true;

        public void OnStep(TrainingState state)
        {
            if (state.Step % Block != Block * 3 / 4)
            {
                return;
            }

            alone.Wait();
            var middle = Taken.SoFar();
            alone.Take(Block);
            var end = Taken.SoFar();
            blocks.Add((middle - start, end - middle));
            start = end;
        }

        internal void Print()
        {
            var counted = blocks.Skip(1).ToArray(); // the first block warms up
            Print("time", [.. counted.Select(block => (block.Run.Time, block.Alone.Time))]);
            Print("of processors", [.. counted.Select(block => (block.Run.Busy, block.Alone.Busy))]);
        }

        private static void Print(string what, (TimeSpan Run, TimeSpan Alone)[] taken)
        {
            var (run, alone) = (taken.Average(block => block.Run.TotalMilliseconds / Block), taken.Average(block => block.Alone.TotalMilliseconds / Block));
            var ratios = taken.Select(block => (block.Run / block.Alone) - 1).ToArray();
            var error = Math.Sqrt(ratios.Average(ratio => Math.Pow(ratio - ratios.Average(), 2)) / (ratios.Length - 1));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{what,-13} {run,7:f2} ms a step in the run, {alone,7:f2} alone: {(run / alone) - 1:p1} more, standard error {error:p1} ({ratios.Length} blocks of {Block} steps)"));
        }

        private readonly record struct Taken(TimeSpan Time, TimeSpan Busy)
        {
            internal static Taken SoFar() => new(Stopwatch.GetElapsedTime(0), Environment.CpuUsage.TotalTime);

            public static Taken operator -(Taken end, Taken start) => new(end.Time - start.Time, end.Busy - start.Busy);
        }
    }
}
