namespace GanLab.Training;

/// <summary>Why training came to its end.</summary>
public enum TrainingOutcome
{
    /// <summary>All steps are done.</summary>
    Finished,

    /// <summary>The minutes are up; there is more to do.</summary>
    TimeUp,

    /// <summary>Somebody asked to stop; there is more to do.</summary>
    Interrupted,

    /// <summary>A loss, gradient, weight or running statistic is no longer a number; <see cref="TrainingState.FirstNonFinite"/> says which and since when.</summary>
    Diverged,
}
