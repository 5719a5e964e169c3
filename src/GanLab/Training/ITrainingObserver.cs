namespace GanLab.Training;

/// <summary>Told what happens in training: reports, samples and checkpoints are observers.</summary>
/// <remarks>
/// Called on the training thread. An observer that fails is logged and training goes on, unless it is essential: then
/// training stops with its exception. One that changes weights calls <see cref="UpdateGate.Wait"/> of
/// <see cref="TrainingState.Updates"/> first, because a checkpoint may still be being copied.
/// </remarks>
public interface ITrainingObserver
{
    /// <summary>Whether training must stop when this observer fails, as when a checkpoint cannot be written.</summary>
    bool IsEssential => false;

    /// <summary>Before the first step of this process; the state may come from a checkpoint.</summary>
    void OnStarted(TrainingState state)
    {
    }

    /// <summary>After each step.</summary>
    void OnStep(TrainingState state)
    {
    }

    /// <summary>With each line of metrics, before <see cref="OnStep"/> of the same step.</summary>
    /// <remarks>
    /// On CUDA with the system engine a line may come a step late, before <see cref="OnStep"/> of the step that follows its own: the state is one step
    /// further then, and <see cref="TrainingMetrics.Step"/> says which step it is of. It never comes late at a checkpoint,
    /// where the fixed batch is measured and at the end.
    /// </remarks>
    void OnMetrics(TrainingState state, TrainingMetrics metrics)
    {
    }

    /// <summary>After the last step of this process, whatever ended it.</summary>
    void OnStopped(TrainingState state, TrainingOutcome outcome)
    {
    }
}
