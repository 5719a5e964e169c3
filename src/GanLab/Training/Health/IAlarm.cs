namespace GanLab.Training.Health;

/// <summary>Watches the lines of metrics for one thing that goes wrong.</summary>
/// <remarks>
/// What it says follows from the lines it was shown and nothing else, so that a run that goes on is warned of what it would
/// have been warned of without the stop.
/// </remarks>
public interface IAlarm
{
    /// <summary>For machines, for instance "mode-collapse".</summary>
    string Name { get; }

    /// <summary>Looks at the next line.</summary>
    /// <returns>
    /// What is wrong and what to do, in plain sentences, when this line makes it certain; otherwise null. An alarm is raised
    /// once; it can be raised again after things have been well in between.
    /// </returns>
    string? Look(TrainingMetrics metrics);
}
