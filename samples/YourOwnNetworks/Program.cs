// Trains networks of your own with GanLab's step: any TorchSharp module can be a generator or a discriminator.
using GanLab.Acceleration;
using GanLab.Configuration;
using GanLab.Data;
using GanLab.Losses;
using GanLab.Modules;
using GanLab.Optimizers;
using GanLab.Randomness;
using GanLab.Training;
using static TorchSharp.torch;
using Generator = GanLab.Modules.Generator;

var random = new RandomSource(seed: 1);
var device = ComputeDevice.Open("cpu");
var training = new TrainingConfig { BatchSize = 128 };
using var ring = new Ring8Dataset(seed: 1);

const int LatentSize = 2;
Generator NewGenerator() => Generator.From(
    nn.Sequential(nn.Linear(LatentSize, 64), nn.ReLU(), nn.Linear(64, 2), new Reshape(ring.Shape)), LatentSize, ring.Shape);

var generator = NewGenerator();
var average = NewGenerator();
var discriminator = Discriminator.From(
    nn.Sequential(nn.Flatten(), nn.Linear(2, 64), nn.LeakyReLU(0.2), nn.Linear(64, 1)), ring.Shape);
average.load_state_dict(generator.state_dict());

var optimizer = new OptimizerConfig { LearningRate = 1e-3 };
using var state = new TrainingState(
    generator, discriminator, average, OptimizerCatalog.Create(optimizer, generator),
    OptimizerCatalog.Create(optimizer, discriminator));

var loss = LossCatalog.Find("non-saturating");
using var scores = new ScoreBoard(loss);
using var loader = new BatchLoader(ring, training.BatchSize, random);
var batches = new RealBatches(loader, ring, conditional: false, device);
var latents = new LatentSource(random, LatentSize, classes: 0, training.BatchSize, device);
var step = new GanStep(state, loss, training, weightClip: 0, latents, device);

for (var i = 1; i <= 500; i++)
{
    using var scope = NewDisposeScope();
    step.Run(batches.Next, scores);
    if (i % 100 == 0)
    {
        var metrics = scores.Take(i, 0, 0);
        Console.WriteLine($"step {i}  D {metrics.DiscriminatorLoss:f3}  G {metrics.GeneratorLoss:f3}");
    }
}

/// <summary>Gives a flat output the shape of samples.</summary>
internal sealed class Reshape(SampleShape shape) : nn.Module<Tensor, Tensor>(nameof(Reshape))
{
    public override Tensor forward(Tensor input) => input.view(input.shape[0], shape.Channels, shape.Height, shape.Width);
}
