using Microsoft.Extensions.Logging;

namespace GanLab.Training;

/// <summary>Passes events on to observers so that none can break training, unless it is essential.</summary>
internal sealed class ObserverGroup(IReadOnlyList<ITrainingObserver> observers, ILogger logger)
{
    internal void Started(TrainingState state) => Each(observer => observer.OnStarted(state));

    internal void Step(TrainingState state) => Each(observer => observer.OnStep(state));

    internal void Metrics(TrainingState state, TrainingMetrics metrics) => Each(observer => observer.OnMetrics(state, metrics));

    internal void Stopped(TrainingState state, TrainingOutcome outcome) => Each(observer => observer.OnStopped(state, outcome));

    private void Each(Action<ITrainingObserver> tell)
    {
        foreach (var observer in observers)
        {
            try
            {
                tell(observer);
            }
            catch (Exception exception) when (!observer.IsEssential)
            {
                logger.LogWarning("{Observer} failed and training goes on: {Problem}", observer.GetType().Name, exception.Message);
            }
        }
    }
}
