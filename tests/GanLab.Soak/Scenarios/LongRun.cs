using System.Globalization;
using GanLab.Experiment;
using GanLab.Runs;
using GanLab.Training;
using Microsoft.Extensions.Logging;

namespace GanLab.Soak.Scenarios;

/// <summary>A run of very many steps, with everything that a run writes.</summary>
internal sealed class LongRun : IScenario
{
    private const int Looks = 100;

    public string Name => "long-run";

    public string Promise => "over 100,000 steps resident memory, live tensors, open files and threads stay flat, and the log stays small";

    public string Try(Amount amount, Random random)
    {
        using var folder = new TemporaryFolder();
        var every = amount.Steps / Looks;
        var config = new ExperimentRequest
        {
            Options = [new("data.name", "ring8"), new("run.directory", folder.In("runs"))],
            Settings =
            [
                $"training.steps={amount.Steps}", "training.batchSize=8", "model.generatorWidth=8", "model.discriminatorWidth=8", "compute.device=cpu",
                "compute.threads=1", $"run.sampleEvery={every * 10}", $"run.checkpointEvery={every * 2}", "run.logEvery=100",
            ],
        }.Resolve();
        using var loggers = LoggerFactory.Create(_ => { });
        using var run = TrainingRun.Open(config, loggers.CreateLogger("training"));
        var runFolder = RunFolder.Create(config, config.Data.Size);
        using var log = new RunLog(runFolder);
        loggers.AddProvider(log);
        var gauges = new List<Gauges>();
        run.Train(runFolder, [new Watch(every, gauges, loggers.CreateLogger("watch"))], CancellationToken.None);

        // The first fifth fills caches and pools.
        var steady = gauges[(Looks / 5)..];
        var (first, last) = (Gauges.Median(steady[..(steady.Count / 4)]), Gauges.Median(steady[^(steady.Count / 4)..]));
        var growth = ((double)last.Resident / first.Resident) - 1;
        var log0 = new FileInfo(runFolder.Log).Length;
        var measured = string.Create(
            CultureInfo.InvariantCulture,
            $"{amount.Steps:n0} steps: resident memory {first.Resident / 1048576.0:f1} to {last.Resident / 1048576.0:f1} MiB ({growth:p2}), "
            + $"live tensors {first.Tensors} to {last.Tensors}, open files {first.Files} to {last.Files}, threads {first.Threads} to {last.Threads}, log {log0 / 1024} KiB");
        BrokenPromiseException.Unless(
            growth < 0.01 && last.Tensors == first.Tensors && last.Files <= first.Files && last.Threads <= first.Threads && log0 < 16 << 20, measured);
        return measured;
    }

    private sealed class Watch(int every, List<Gauges> gauges, ILogger logger) : ITrainingObserver
    {
        public void OnMetrics(TrainingState state, TrainingMetrics metrics) => logger.LogInformation("step {Step}: {Loss}", metrics.Step, metrics.GeneratorLoss);

        public void OnStep(TrainingState state)
        {
            if (state.Step % every == 0)
            {
                gauges.Add(Gauges.Read());
            }
        }
    }
}
