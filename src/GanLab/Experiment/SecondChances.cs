using System.Globalization;
using GanLab.Formats;
using GanLab.Runs;
using GanLab.Training;
using Microsoft.Extensions.Logging;

namespace GanLab.Experiment;

/// <summary>Lets a run that diverged go back to its last good checkpoint and try again with lower learning rates, if it may.</summary>
/// <param name="run">The run; its configuration says how often it may.</param>
/// <param name="retries">How often it has; a part of the state, so that in all it is never more often.</param>
/// <param name="logger">Told of each retry.</param>
internal sealed class SecondChances(TrainingRun run, RetryCount retries, ILogger logger)
{
    /// <summary>Trains, and trains again.</summary>
    /// <param name="folder">Where the checkpoints are.</param>
    /// <param name="train">Trains from the state of the run on.</param>
    internal TrainingOutcome Train(RunFolder folder, Func<TrainingOutcome> train)
    {
        var allowed = run.Config.Health.Retries;
        if (allowed > retries.Value && !(run.State.SavedStep is { } saved && folder.CheckpointSteps().Contains(saved)))
        {
            Save(folder); // something to go back to
        }

        var outcome = train();
        while (outcome == TrainingOutcome.Diverged && retries.Value < allowed)
        {
            GoBack(folder);
            outcome = train();
        }

        return outcome;
    }

    // Random streams and data are the same again from there on, so something must be changed.
    private void GoBack(RunFolder folder)
    {
        var (retry, cause) = (retries.Value + 1, DivergenceText.Sentence(run.State));
        RestoreNewest(folder);
        retries.Value = retry;
        Save(folder); // so that a process that is killed, or the next one, does not forget
        var health = run.Config.Health;
        var change = string.Create(
            CultureInfo.InvariantCulture,
            $"Going back to step {run.State.Step:n0} with both learning rates times {Math.Pow(health.RetryLearningRateFactor, retry):g4} "
            + $"(retry {retry} of {health.Retries}).");
        logger.LogWarning("{Cause} {Change}", cause, change);
        HealthEvents.Append(folder, run.State.Step, HealthEvents.Retry, $"{cause} {change}");
    }

    // Later ones are of a course that was given up when the run went on from an earlier one.
    private void RestoreNewest(RunFolder folder)
    {
        long[] steps = [.. folder.CheckpointSteps().Where(step => step <= run.State.SavedStep)];
        for (var i = steps.Length - 1; ; i--)
        {
            try
            {
                run.Restore(folder.Checkpoint(steps[i]));
                return;
            }
            catch (MalformedFileException exception) when (i > 0)
            {
                logger.LogWarning("{Problem}", exception.Message);
            }
        }
    }

    private void Save(RunFolder folder)
    {
        var state = run.State;
        CheckpointWriter.Write(folder, state.Step, state.Tensors(), state.Counters(), run.Describe(state.Step).Header);
        state.SavedStep = state.Step;
    }
}
