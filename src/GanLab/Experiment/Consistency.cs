using GanLab.Acceleration;
using GanLab.Configuration;
using GanLab.Data;
using GanLab.Models;
using GanLab.Training;

namespace GanLab.Experiment;

/// <summary>What can be known to be wrong between settings of several sections before a device is opened or a sample is read; of a pack it reads the header.</summary>
internal static class Consistency
{
    /// <summary>A sentence for each problem that the sections' own checks cannot see.</summary>
    internal static IEnumerable<string> Problems(ExperimentConfig config)
    {
        foreach (var problem in ComputeDevice.Problems(config.Compute.Device, config.Compute.Precision))
        {
            yield return problem;
        }

        if (!TrainingMetrics.SavedNames.Contains(config.Run.BestMetric))
        {
            yield return Suggestion.UnknownName("run.bestMetric", config.Run.BestMetric, TrainingMetrics.SavedNames);
        }

        foreach (var problem in LossProblems(config))
        {
            yield return problem;
        }

        // Names that are unknown are reported as such.
        if (DatasetCatalog.All.FirstOrDefault(entry => entry.Name == config.Data.Name) is not { } dataset)
        {
            yield break;
        }

        var request = ExperimentRequest.Request(config);
        foreach (var problem in DatasetCatalog.Problems(request))
        {
            yield return problem;
        }

        if (ModelCatalog.Names.Contains(config.Model.Name) && ConfigSchema.Check("data.size", config.Data.Size) is null
            && ModelCatalog.Misfit(config.Model, dataset.ShapeFor(request)) is { } misfit)
        {
            yield return misfit;
        }

        if (config.Model.Conditional && dataset.IsLabelled == false)
        {
            yield return $"A conditional model needs labels, and the data set '{dataset.Name}' has none. Leave --conditional away or choose a labelled set.";
        }

        if (config.Training is { Steps: 0, Epochs: > 0 } && dataset.IsEndless)
        {
            yield return $"The data set '{dataset.Name}' never ends, so training.epochs has no meaning; give training.steps.";
        }
    }

    private static IEnumerable<string> LossProblems(ExperimentConfig config)
    {
        if (config.Loss is { Name: "wgan-gp", GradientPenalty: 0 })
        {
            yield return "The loss 'wgan-gp' is nothing without its penalty: set loss.gradientPenalty (10 in the paper), or use --loss wasserstein.";
        }

        if (config.Loss is { WeightClip: > 0, GradientPenalty: > 0 })
        {
            yield return "loss.weightClip and loss.gradientPenalty are two ways to the same end: set one of them to 0.";
        }

        if (config.Loss.GradientPenalty > 0 && ModelCatalog.Names.Contains(config.Model.Name)
            && ModelCatalog.NormalizationOf(config.Model) == DiscriminatorNormalization.Batch)
        {
            yield return "loss.gradientPenalty needs a discriminator that scores each sample by itself, and batch normalisation mixes them "
                + "(Gulrajani et al. 2017, §4): write --set model.discriminatorNormalization=none.";
        }
    }
}
