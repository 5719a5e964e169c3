using GanLab.Evaluation;
using GanLab.Experiment;
using GanLab.Losses;
using GanLab.Randomness;
using GanLab.Tests.Support;
using GanLab.Training;

namespace GanLab.Tests.Training;

/// <summary>A small run and what trains it.</summary>
public abstract class LoopTest : IDisposable
{
    private protected readonly TrainingRun run = Some.QuickRun();
    private protected readonly LogLines log = new();

    public void Dispose()
    {
        run.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected TrainingOutcome Train(
        IReadOnlyList<ITrainingObserver> observers, long steps = 3, TimeSpan? time = null, int logEvery = 1, GanLoss? loss = null,
        bool linesMayLag = false, int checkpointEvery = 0, int evaluateEvery = 0, CancellationToken stop = default)
    {
        var chosen = loss ?? LossCatalog.Find("non-saturating");
        using var scores = new ScoreBoard(chosen);
        var step = new GanStep(run.State, chosen, run.Config.Training, 0, Some.Latents(run), run.Device);
        var limits = new TrainingLimits(steps, time ?? TimeSpan.MaxValue, logEvery, Seed: 0, evaluateEvery, checkpointEvery);
        using var fixedBatch = evaluateEvery > 0 ? new FixedBatch(run.Dataset, run.State.Average, new RandomSource(0), run.Device) : null;
        return new TrainingLoop(step, run.State, scores, Some.Reals(run), limits, observers, log, fixedBatch, linesMayLag).Run(stop);
    }

    // Its gradient is NaN from this call on.
    private protected static GanLoss BreaksAt(int call)
    {
        var (calls, sound) = (0, LossCatalog.Find("non-saturating"));
        return sound with { Generator = batch => sound.Generator(batch) * (++calls >= call ? double.NaN : 1) };
    }
}
