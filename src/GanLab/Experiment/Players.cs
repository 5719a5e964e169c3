using GanLab.Acceleration;
using GanLab.Configuration;
using GanLab.Data;
using GanLab.Models;
using GanLab.Optimizers;
using GanLab.Randomness;
using GanLab.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.Experiment;

/// <summary>Makes the networks of a run, with their first weights, and their optimizers.</summary>
internal static class Players
{
    internal static TrainingState Create(ExperimentConfig config, IDataset dataset, ComputeDevice device, RandomSource random)
    {
        var classes = config.Model.Conditional ? dataset.ClassNames.Count : 0;
        var generator = ModelCatalog.CreateGenerator(config.Model, dataset.Shape, classes);
        var discriminator = ModelCatalog.CreateDiscriminator(config.Model, dataset.Shape, classes);
        var average = ModelCatalog.CreateGenerator(config.Model, dataset.Shape, classes);
        var model = ModelCatalog.Find(config.Model.Name);
        model.Initialize(generator, random, "generator");
        model.Initialize(discriminator, random, "discriminator");
        average.load_state_dict(generator.state_dict());
        average.eval();
        foreach (var parameter in average.parameters())
        {
            parameter.requires_grad = false;
        }

        foreach (var network in (nn.Module[])[generator, discriminator, average])
        {
            network.to(device.Device);
            Layout.Optimize(network);
        }

        return new TrainingState(
            generator, discriminator, average, OptimizerCatalog.Create(config.GeneratorOptimizer, generator),
            OptimizerCatalog.Create(config.DiscriminatorOptimizer, discriminator));
    }
}
