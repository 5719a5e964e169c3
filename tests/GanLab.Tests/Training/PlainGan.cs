using GanLab.Experiment;
using static TorchSharp.torch;

namespace GanLab.Tests.Training;

/// <summary>A GAN step written down plainly with modules and optimizers of the engine: nothing frozen, nothing shared.</summary>
internal sealed class PlainGan : IDisposable
{
    private readonly nn.Module<Tensor, Tensor> generator;
    private readonly nn.Module<Tensor, Tensor> discriminator;
    private readonly optim.Optimizer generatorOptimizer;
    private readonly optim.Optimizer discriminatorOptimizer;
    private readonly long[] latentShape;
    private readonly long[] sampleShape;

    private PlainGan(
        nn.Module<Tensor, Tensor> generator, nn.Module<Tensor, Tensor> discriminator, long[] latentShape, long[] sampleShape,
        TrainingRun twin, MakeOptimizer optimizer)
    {
        Copy(twin.State.Generator, generator);
        Copy(twin.State.Discriminator, discriminator);
        (this.generator, this.discriminator, this.latentShape, this.sampleShape) = (generator, discriminator, latentShape, sampleShape);
        generatorOptimizer = optimizer(generator.parameters(), twin.Config.GeneratorOptimizer.LearningRate);
        discriminatorOptimizer = optimizer(discriminator.parameters(), twin.Config.DiscriminatorOptimizer.LearningRate);
    }

    public delegate optim.Optimizer MakeOptimizer(IEnumerable<TorchSharp.Modules.Parameter> parameters, double learningRate);

    /// <summary>The DCGAN of 16 grey pixels and width 8, from 6 latents, with the weights and learning rates of a run.</summary>
    public static PlainGan Dcgan(TrainingRun twin, MakeOptimizer optimizer) => new(
        nn.Sequential(
            nn.ConvTranspose2d(6, 16, 4, 1, 0, bias: false), nn.BatchNorm2d(16), nn.ReLU(),
            nn.ConvTranspose2d(16, 8, 4, 2, 1, bias: false), nn.BatchNorm2d(8), nn.ReLU(),
            nn.ConvTranspose2d(8, 1, 4, 2, 1, bias: false), nn.Tanh()),
        nn.Sequential(
            nn.Conv2d(1, 8, 4, 2, 1, bias: false), nn.LeakyReLU(0.2),
            nn.Conv2d(8, 16, 4, 2, 1, bias: false), nn.BatchNorm2d(16), nn.LeakyReLU(0.2),
            nn.Conv2d(16, 1, 4, 1, 0, bias: false)),
        [-1, 6, 1, 1], [-1, 1, 16, 16], twin, optimizer);

    /// <summary>The fully connected networks of width 8 for points, from 6 latents, with the weights and learning rates of a run.</summary>
    public static PlainGan Mlp(TrainingRun twin, MakeOptimizer optimizer) => new(
        nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 2)),
        nn.Sequential(nn.Flatten(), nn.Linear(2, 8), nn.LeakyReLU(0.2), nn.Linear(8, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1)),
        [-1, 6], [-1, 2, 1, 1], twin, optimizer);

    public Tensor Generate(Tensor latents) => generator.call(latents.reshape(latentShape)).reshape(sampleShape);

    /// <summary>Binary cross-entropy of real samples with 1 and fakes with 0, times a factor.</summary>
    public void UpdateDiscriminator(Tensor real, Tensor fakes, double factor = 1)
    {
        discriminatorOptimizer.zero_grad();
        var loss = CrossEntropy(discriminator.call(real), 1) + CrossEntropy(discriminator.call(fakes.detach()), 0);
        (loss * factor).backward();
        discriminatorOptimizer.step();
    }

    /// <summary>Binary cross-entropy of fakes with 1.</summary>
    public void UpdateGenerator(Tensor fakes)
    {
        generatorOptimizer.zero_grad();
        CrossEntropy(discriminator.call(fakes), 1).backward();
        generatorOptimizer.step();
    }

    /// <summary>The largest difference between a weight here and one of the run.</summary>
    public double DistanceTo(TrainingRun twin) =>
        Math.Max(Distance(generator, twin.State.Generator), Distance(discriminator, twin.State.Discriminator));

    public void Dispose()
    {
        generatorOptimizer.Dispose();
        discriminatorOptimizer.Dispose();
        generator.Dispose();
        discriminator.Dispose();
    }

    private static Tensor CrossEntropy(Tensor logits, float target) =>
        nn.functional.binary_cross_entropy_with_logits(logits, full_like(logits, target));

    private static double Distance(nn.Module one, nn.Module other) => one.parameters()
        .Zip(other.parameters(), (x, y) => (x.detach() - y.detach()).abs().max().item<float>())
        .Max();

    private static void Copy(nn.Module source, nn.Module target)
    {
        using var recordNothing = no_grad();
        foreach (var (to, from) in target.parameters().Zip(source.parameters()))
        {
            to.copy_(from);
        }
    }
}
