using GanLab.Configuration;
using GanLab.Data;
using GanLab.Imaging;
using GanLab.Sampling;
using GanLab.Training;

namespace GanLab.Runs;

/// <summary>Draws reals.png once and the same latent vectors again and again, from step 0 on.</summary>
/// <param name="run">Where the pictures go.</param>
/// <param name="config">How many samples and how often.</param>
/// <param name="sampler">Over the averaged generator.</param>
/// <param name="dataset">For reals.png.</param>
public sealed class SampleWriter(RunFolder run, RunConfig config, Sampler sampler, IDataset dataset) : ITrainingObserver
{
    private const int PointCount = 1024; // a scatter plot needs more than a grid

    private readonly float[] reals = ReadReals(dataset, dataset.Shape.IsPoint ? PointCount : config.SampleCount);
    private long lastDrawn = -1;

    /// <inheritdoc/>
    public void OnStarted(TrainingState state)
    {
        lastDrawn = -1; // a run that diverged and went back draws its steps anew
        if (!File.Exists(run.Reals))
        {
            var shape = dataset.Shape;
            (shape.IsPoint ? ScatterPlot.Draw(reals, []) : ImageGrid.Arrange(reals, shape)).SavePng(run.Reals);
        }

        // A run that goes on has the pictures that it would have had without a stop.
        if (state.Step == 0)
        {
            Draw(state);
        }
    }

    /// <inheritdoc/>
    public void OnStep(TrainingState state)
    {
        if (config.SampleEvery > 0 && state.Step % config.SampleEvery == 0)
        {
            Draw(state);
        }
    }

    /// <inheritdoc/>
    public void OnStopped(TrainingState state, TrainingOutcome outcome)
    {
        if (outcome != TrainingOutcome.Diverged)
        {
            Draw(state);
        }
    }

    private void Draw(TrainingState state)
    {
        if (state.Step == lastDrawn)
        {
            return;
        }

        lastDrawn = state.Step;
        var classes = state.Average.Classes;
        var count = dataset.Shape.IsPoint ? PointCount : config.SampleCount;
        var samples = sampler.Draw([.. Enumerable.Range(0, count)], SamplePicture.Labels(count, classes));
        SamplePicture.Draw(samples, dataset.Shape, classes, reals).SavePng(run.Sample(state.Step));
    }

    private static float[] ReadReals(IDataset dataset, int wanted)
    {
        var count = (int)Math.Min(wanted, dataset.Count ?? wanted);
        var length = dataset.Shape.Length;
        var samples = new float[count * length];
        for (var i = 0; i < count; i++)
        {
            dataset.Read(i, samples.AsSpan(i * length, length));
        }

        return samples;
    }
}
