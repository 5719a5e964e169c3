using System.Globalization;
using System.Text;
using GanLab.Configuration;
using GanLab.Runs.Reports;
using GanLab.Training;

namespace GanLab.Runs;

/// <summary>What is said of a run that diverged, in a sentence and at length.</summary>
public static class DivergenceText
{
    /// <summary>"Training diverged in step 37: the gradient of generator/main.0.weight was no longer a finite number."</summary>
    /// <param name="state">As it was left.</param>
    public static string Sentence(TrainingState state) => state.FirstNonFinite() is { } first
        ? string.Create(CultureInfo.InvariantCulture, $"Training diverged in step {first.Step:n0}: {first.Tensor} was no longer a finite number.")
        : string.Create(CultureInfo.InvariantCulture, $"Training diverged by step {state.Step:n0}: a score, weight or running statistic was no longer a finite number.");

    /// <summary>"Nothing was saved from there on; the last good checkpoint is of step 25."</summary>
    /// <param name="run">Where the checkpoints are.</param>
    /// <param name="state">As it was left.</param>
    public static string Saved(RunFolder run, TrainingState state) => "Nothing was saved from there on" + (GoodSteps(run, state) is [.., var step]
        ? string.Create(CultureInfo.InvariantCulture, $"; the last good checkpoint is of step {step:n0}.")
        : ", and there is no checkpoint yet.");

    /// <summary>What to try, a sentence each, with the settings to change and values for them.</summary>
    /// <param name="run">Where to go on from.</param>
    /// <param name="state">As it was left.</param>
    /// <param name="config">What diverged.</param>
    public static IReadOnlyList<string> Remedies(RunFolder run, TrainingState state, ExperimentConfig config)
    {
        var retries = config.Health.Retries;
        var (what, how) = retries == 0
            ? ("half the learning rates", $"--set generatorOptimizer.learningRate={Half(config.GeneratorOptimizer)} --set discriminatorOptimizer.learningRate={Half(config.DiscriminatorOptimizer)}")
            : ("more retries, each of which lowers the learning rates", string.Create(CultureInfo.InvariantCulture, $"--set health.retries={2 * retries}"));
        return
        [
            GoodSteps(run, state) is [.., var step]
                ? $"Go on from the last good checkpoint with {what}: {ShellCommand.Of("gan", "train", "--resume", step == run.CheckpointSteps()[^1] ? run.Path : run.Checkpoint(step))} {how}"
                : $"Start again with {what}: {how}",
            .. retries == 0 ? ["Or let the run do so by itself, say at most three times: --set health.retries=3"] : Array.Empty<string>(),
            .. config.Compute.Precision == Precision.Bf16 ? ["Or compute in a wider format: --precision fp32"] : Array.Empty<string>(),
            "Or try another --loss.",
        ];
    }

    /// <summary>The page of divergence.txt: what happened, when, to what, what is saved, what to try, and the metrics that led to it.</summary>
    internal static string Page(TrainingState state, RunFolder run, ExperimentConfig config, IEnumerable<TrainingMetrics> recent)
    {
        var page = new StringBuilder()
            .AppendLine(Sentence(state))
            .AppendLine(CultureInfo.InvariantCulture, $"It was noticed after step {state.Step:n0}. {Saved(run, state)}")
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"Learning rates: generator {Rate(state.GeneratorOptimizer)}, discriminator {Rate(state.DiscriminatorOptimizer)}.")
            .AppendLine().AppendLine("What to try:");
        foreach (var remedy in Remedies(run, state, config))
        {
            page.Append("  ").AppendLine(remedy);
        }

        page.AppendLine().AppendLine("The last metrics:");
        foreach (var metrics in recent)
        {
            page.Append(CultureInfo.InvariantCulture, $"  step {metrics.Step}");
            foreach (var (name, value) in metrics.Reproducible())
            {
                page.Append(CultureInfo.InvariantCulture, $"  {name} {value:g5}");
            }

            page.AppendLine();
        }

        return page.ToString();
    }

    // Later ones are of a course that was given up when the run went on from an earlier one.
    private static long[] GoodSteps(RunFolder run, TrainingState state) => [.. run.CheckpointSteps().Where(step => step <= state.SavedStep)];

    private static string Half(OptimizerConfig optimizer) => (optimizer.LearningRate / 2).ToString("g4", CultureInfo.InvariantCulture);

    private static string Rate(TorchSharp.Modules.OptimizerHelper optimizer) =>
        optimizer.ParamGroups.First().LearningRate.ToString("g4", CultureInfo.InvariantCulture);
}
