using System.Diagnostics;
using GanLab.Acceleration;
using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Data;
using GanLab.Evaluation;
using GanLab.Losses;
using GanLab.Models;
using GanLab.Randomness;
using GanLab.Runs;
using GanLab.Sampling;
using GanLab.Training;
using Microsoft.Extensions.Logging;
using TorchSharp.Modules;

namespace GanLab.Experiment;

/// <summary>The composition root: a configuration goes in, a run comes out.</summary>
public sealed class TrainingRun : IDisposable
{
    private readonly RandomSource random;
    private readonly GanLoss loss;
    private readonly ScoreBoard scores;
    private readonly RetryCount retries = new();
    private readonly ILogger logger;
    private readonly Stopwatch clock;
    private IReadOnlyDictionary<string, double>? lastMetrics;
    private Continuation agreed = new();
    private FixedBatch? fixedBatch;
    private RepeatedWork? work;
    private ResidentSamples? resident;
    private bool askedForResident;

    private TrainingRun(ExperimentConfig config, IDataset dataset, ComputeDevice device, ILogger logger, Stopwatch clock)
    {
        (Config, Dataset, Device, this.logger, this.clock) = (config, dataset, device, logger, clock);
        random = new RandomSource(config.Training.Seed);
        loss = LossCatalog.Find(config.Loss.Name);
        scores = new ScoreBoard(loss);
        State = Players.Create(config, dataset, device, random);
        State.Include("scores", scores);
        State.Include("retries", retries);
    }

    /// <summary>What the run was made from, fully resolved.</summary>
    public ExperimentConfig Config { get; }

    /// <summary>What it learns from.</summary>
    public IDataset Dataset { get; }

    /// <summary>Where it computes.</summary>
    public ComputeDevice Device { get; }

    /// <summary>The players and everything that must survive.</summary>
    public TrainingState State { get; }

    /// <summary>Where the first weights came from, and what was not taken from there; null for random ones, or where the run goes on.</summary>
    public string? Origin { get; private set; }

    /// <summary>What is left of training.maxMinutes, which began when the run was opened; <see cref="TimeSpan.MaxValue"/> where there is no limit.</summary>
    public TimeSpan TimeLeft => Config.Training.MaxMinutes > 0 ? TimeSpan.FromMinutes(Config.Training.MaxMinutes) - clock.Elapsed : TimeSpan.MaxValue;

    /// <summary>Generator updates that the run will have at its end.</summary>
    public long Steps => StepsFor(Config.Training, Dataset.Count);

    /// <summary>Opens data set and device and makes the networks. Nothing is written yet.</summary>
    /// <param name="config">From <see cref="ExperimentRequest.Resolve"/>.</param>
    /// <param name="logger">Told of whatever goes wrong without stopping the run.</param>
    /// <param name="progress">Told how much of opening the data set is done, in [0, 1].</param>
    /// <param name="goesOn">Whether <see cref="Restore"/> follows: then training.initFrom, which gave the first weights, is not read again.</param>
    /// <exception cref="ConfigException">Model, data set and device do not fit each other.</exception>
    /// <exception cref="CheckpointMismatchException">The weights of training.initFrom do not fit the networks.</exception>
    public static TrainingRun Open(ExperimentConfig config, ILogger logger, IProgress<double>? progress = null, bool goesOn = false)
    {
        var clock = Stopwatch.StartNew();
        LossCatalog.Find(config.Loss.Name);
        ModelCatalog.Find(config.Model.Name);
        var device = ComputeDevice.Open(
            config.Compute.Device, config.Compute.Precision, config.Compute.Threads, config.Compute.Deterministic, config.Compute.Graphs);
        var dataset = DatasetCatalog.Open(ExperimentRequest.Request(config) with { Progress = progress });
        return Over(dataset, config, device, logger, goesOn, clock);
    }

    /// <summary>The same over a data set of one's own; the data section of the configuration is not looked at.</summary>
    /// <param name="dataset">The run's from now on, also where this fails.</param>
    /// <param name="config">The rest of the recipe.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="logger">Told of whatever goes wrong without stopping the run.</param>
    /// <param name="goesOn">Whether <see cref="Restore"/> follows.</param>
    /// <exception cref="ConfigException">Model and data set do not fit each other.</exception>
    /// <exception cref="CheckpointMismatchException">The weights of training.initFrom do not fit the networks.</exception>
    public static TrainingRun Over(IDataset dataset, ExperimentConfig config, ComputeDevice device, ILogger logger, bool goesOn = false) =>
        Over(dataset, config, device, logger, goesOn, Stopwatch.StartNew());

    private static TrainingRun Over(
        IDataset dataset, ExperimentConfig config, ComputeDevice device, ILogger logger, bool goesOn, Stopwatch clock)
    {
        try
        {
            if (config.Model.Conditional && dataset.ClassNames.Count == 0)
            {
                throw new ConfigException(
                    $"A conditional model needs labels, and the data set '{dataset.Name}' has none. Leave --conditional away or choose a labelled set.");
            }

            return goesOn ? new TrainingRun(config, dataset, device, logger, clock) : Start(config, dataset, device, logger, clock);
        }
        catch
        {
            dataset.Dispose();
            throw;
        }
    }

    private static TrainingRun Start(ExperimentConfig config, IDataset dataset, ComputeDevice device, ILogger logger, Stopwatch clock)
    {
        var (complete, weights) = InitialWeights.Read(config);
        var run = new TrainingRun(complete, dataset, device, logger, clock);
        try
        {
            run.Origin = weights is null ? null : InitialWeights.Apply(weights, run.State);
            return run;
        }
        catch
        {
            run.State.Dispose();
            throw;
        }
    }

    /// <summary>Trains until the end, the limit or a request to stop, and writes everything into <paramref name="folder"/>.</summary>
    /// <param name="folder">Made by <see cref="RunFolder.Create"/>.</param>
    /// <param name="extraObservers">Told beside the run's own, for instance a progress bar.</param>
    /// <param name="stop">Asks to stop after the current step.</param>
    public TrainingOutcome Train(RunFolder folder, IReadOnlyList<ITrainingObserver> extraObservers, CancellationToken stop)
    {
        var own = Observers(folder);
        try
        {
            return new SecondChances(this, retries, logger).Train(folder, () => Train([.. own, .. extraObservers], stop));
        }
        finally
        {
            foreach (var observer in own.OfType<IDisposable>())
            {
                observer.Dispose();
            }
        }
    }

    /// <summary>Those who write everything into the folder.</summary>
    internal IReadOnlyList<ITrainingObserver> Observers(RunFolder folder) =>
    [
        new MetricsWriter(folder, scores),
        .. Config.Health.Alarms ? [new HealthWriter(folder, loss, scores, logger)] : Array.Empty<ITrainingObserver>(), // after the metrics that it reads again
        new SampleWriter(folder, Config.Run, new Sampler(State.Average, Device), Dataset),
        new TensorBoardWriter(folder), // after the pictures that it takes
        new CheckpointWriter(folder, Config.Run, Describe),
        new DivergenceWriter(folder, Config),
        new ReportWriter(folder, Config, Dataset), // after all that it shows
    ];

    /// <summary>Trains without writing anything, telling <paramref name="observers"/> only.</summary>
    public TrainingOutcome Train(IReadOnlyList<ITrainingObserver> observers, CancellationToken stop)
    {
        try
        {
            var room = (Device.FreeMemory() ?? 0) * Config.Compute.ResidentShare;
            if (UseResident((long)room))
            {
                return Loop(Resident().Next, observers).Run(stop);
            }

            using var loader = Loader();
            return Loop(loader, observers).Run(stop);
        }
        finally
        {
            LeaveDevice();
        }
    }

    // What follows training, in this process or another, finds the memory free that only training needs.
    private void LeaveDevice()
    {
        work?.Dispose();
        Device.ReleaseUnusedMemory();
        if (Device.IsCuda && PeakMemory.Of(Device) is { } bytes)
        {
            const double Gibibyte = 1L << 30;
            logger.LogInformation("memory     {Gibibytes:f2} GiB on {Device} at most", bytes / Gibibyte, Device.Device);
        }
    }

    /// <summary>Puts the data set onto the device, if it fits into so many bytes; whether it is there. Tried once.</summary>
    internal bool UseResident(long room)
    {
        if (!askedForResident && room > 0 && Dataset is IPixelDataset pictures)
        {
            askedForResident = true;
            resident = ResidentSamples.Load(pictures, Device, room);
        }

        return resident is not null;
    }

    /// <summary>Gathers on the device from the batch that the next step wants; the data set must be there.</summary>
    internal ResidentBatches Resident() => new(
        resident!, Config.Training.BatchSize, random, Config.Model.Conditional, State.Step * Config.Training.DiscriminatorSteps);

    /// <summary>Reads ahead from the batch that the next step wants; the caller disposes it.</summary>
    internal BatchLoader Loader() =>
        new(Dataset, Config.Training.BatchSize, random, State.Step * Config.Training.DiscriminatorSteps);

    /// <summary>All that <see cref="Train(IReadOnlyList{ITrainingObserver}, CancellationToken)"/> sets going, over the batches of a loader.</summary>
    internal TrainingLoop Loop(BatchLoader loader, IReadOnlyList<ITrainingObserver> observers) =>
        Loop(new RealBatches(loader, Dataset, Config.Model.Conditional, Device).Next, observers);

    private TrainingLoop Loop(Func<RealBatch> next, IReadOnlyList<ITrainingObserver> observers)
    {
        SetLearningRate(State.GeneratorOptimizer, Config.GeneratorOptimizer);
        SetLearningRate(State.DiscriminatorOptimizer, Config.DiscriminatorOptimizer);
        var training = Config.Training;
        var limits = new TrainingLimits(Steps, TimeLeft, Config.Run.LogEvery, training.Seed, Config.Health.EvaluateEvery, Config.Run.CheckpointEvery);
        if (limits.EvaluateEvery > 0)
        {
            fixedBatch ??= new FixedBatch(Dataset, State.Average, random, Device);
        }

        return new TrainingLoop(Step(), State, scores, next, limits, observers, logger, fixedBatch, linesMayLag: Readback.IsAside(Device));
    }

    /// <summary>One round of updates over this run's state; takes the place of the one asked for before.</summary>
    public GanStep Step()
    {
        work?.Dispose();
        work = new RepeatedWork(Device, logger);
        var latents = new LatentSource(
            random, State.Generator.LatentSize, State.Generator.Classes, Config.Training.BatchSize, Device);
        return new GanStep(State, loss, Config.Training, Config.Loss.WeightClip, latents, Device, Config.Loss.GradientPenalty, work);
    }

    /// <summary>Puts a checkpoint's state in place of this one's, all of it or, if anything does not fit, none.</summary>
    /// <param name="checkpointFolder">For instance "runs/00000-dcgan-glyphs-32/checkpoints/000600".</param>
    /// <param name="continuation">What may be different from the run that saved it; null for nothing beyond what always may.</param>
    /// <exception cref="Formats.MalformedFileException">The checkpoint is damaged, or of a newer format.</exception>
    /// <exception cref="ConfigException">It was made with other settings or from other data, and that is not accepted.</exception>
    /// <exception cref="CheckpointMismatchException">What it holds does not fit this run's networks and optimizers.</exception>
    public void Restore(string checkpointFolder, Continuation? continuation = null)
    {
        var (tensors, counters, header) = Checkpoint.Read(checkpointFolder);
        agreed = continuation ?? agreed; // a run that goes back to a checkpoint by itself does so under what was agreed to
        agreed.Require(checkpointFolder, header, Config, Dataset);
        State.Restore(checkpointFolder, tensors, counters);
        lastMetrics = header.Metrics;
    }

    /// <summary>Saves the whole state as a checkpoint, from which <see cref="Restore"/> goes on.</summary>
    /// <param name="checkpointFolder">Must not exist yet; its parent must.</param>
    /// <exception cref="IOException">The folder exists, the disk is full or cannot be written to; nothing is left behind.</exception>
    public void Save(string checkpointFolder) =>
        Checkpoint.Write(checkpointFolder, State.Tensors(), State.Counters(), Describe(State.Step).Header);

    /// <summary>What checkpoints and g.pt say at a step.</summary>
    /// <param name="step">Generator updates so far.</param>
    /// <param name="metrics">The newest metrics, by the names of metrics.jsonl; null for those of the checkpoint that the run went on from, if any.</param>
    public GeneratorDescription Describe(long step, IReadOnlyDictionary<string, double>? metrics = null) => new()
    {
        Model = Config.Model,
        Header = new CheckpointHeader
        {
            Step = step,
            Configuration = ConfigBuilder.ToJson(Config),
            Dataset = Dataset.Name,
            DataHash = Dataset.ContentHash,
            Shape = Dataset.Shape,
            ClassNames = Config.Model.Conditional ? Dataset.ClassNames : [],
            Metrics = metrics ?? lastMetrics ?? new Dictionary<string, double>(),
        },
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        work?.Dispose();
        resident?.Dispose();
        fixedBatch?.Dispose();
        retries.Dispose();
        State.Dispose();
        scores.Dispose();
        Dataset.Dispose();
    }

    // Retries lower it, and a run that goes on after one must not forget.
    private void SetLearningRate(OptimizerHelper optimizer, OptimizerConfig config)
    {
        foreach (var group in optimizer.ParamGroups)
        {
            group.LearningRate = config.LearningRate * Math.Pow(Config.Health.RetryLearningRateFactor, retries.Value);
        }
    }

    private static long StepsFor(TrainingConfig training, long? count) => training switch
    {
        { Steps: > 0 } => training.Steps,
        { Epochs: > 0 } when count is null => throw new ConfigException("The data set never ends, so training.epochs has no meaning; give training.steps."),
        { Epochs: > 0 } => (long)Math.Ceiling(training.Epochs * count!.Value / ((double)training.BatchSize * training.DiscriminatorSteps)),
        _ => long.MaxValue,
    };
}
