#if TORCH_ENGINE_SYSTEM
using GanLab.Configuration;
using GanLab.Data;
using GanLab.Evaluation;
using GanLab.LibTorch;
using GanLab.Losses;
using GanLab.Randomness;
using GanLab.Sampling;
using GanLab.Tests.Support;
using GanLab.Training;
using static TorchSharp.torch;

namespace GanLab.Tests.Training;

/// <summary>Training in bfloat16 ends where training in fp32 ends: losses in a band, and samples as far from the data.</summary>
public class Bf16QualityTests
{
    private const int Steps = 800;
    private const int Samples = 1024;
    private const double Band = 0.02; // of the mean losses of the last half, relative to fp32's

    private static readonly int[] Seeds = [1, 2, 3];

    private sealed record Outcome(double DiscriminatorLoss, double GeneratorLoss, double Distance);

    [SkippableFact]
    public void Three_seeds_end_as_in_fp32()
    {
        Skip.IfNot(Backend.HasPackedConvolutions(bf16: true), "needs AVX512_BF16");
        using var scope = NewDisposeScope();
        using var judge = new GlyphClassifier();
        var exact = Seeds.Select(seed => Train(seed, "fp32", judge)).ToArray();
        var rounded = Seeds.Select(seed => Train(seed, "bf16", judge)).ToArray();

        Assert.True(judge.Accuracy > 0.9, $"the classifier is right in {judge.Accuracy:p1}");
        Near(exact, rounded, outcome => outcome.DiscriminatorLoss);
        Near(exact, rounded, outcome => outcome.GeneratorLoss);
        var (mean, roundedMean) = (exact.Average(outcome => outcome.Distance), rounded.Average(outcome => outcome.Distance));
        var noise = Math.Sqrt((Variance(exact) + Variance(rounded)) / Seeds.Length);
        Assert.InRange(roundedMean, mean - (3 * noise), mean + (3 * noise));
        Assert.True(noise < mean / 4, $"distances of {Text(exact)} and {Text(rounded)} vary too much to compare");
        Assert.True(mean < judge.DistanceOfNoise / 2, $"at {mean} nothing was learned: noise is at {judge.DistanceOfNoise}");
    }

    private static void Near(Outcome[] exact, Outcome[] rounded, Func<Outcome, double> loss)
    {
        var expected = exact.Average(loss);
        Assert.InRange(rounded.Average(loss), expected * (1 - Band), expected * (1 + Band));
    }

    private static double Variance(Outcome[] outcomes)
    {
        var mean = outcomes.Average(outcome => outcome.Distance);
        return outcomes.Sum(outcome => Math.Pow(outcome.Distance - mean, 2)) / (outcomes.Length - 1);
    }

    private static string Text(Outcome[] outcomes) => string.Join(", ", outcomes.Select(outcome => $"{outcome.Distance:f2}"));

    private static Outcome Train(int seed, string precision, GlyphClassifier judge)
    {
        using var scope = NewDisposeScope();
        using var run = Some.Run(
            "data.name=glyphs", "training.batchSize=64", "model.latentSize=32", "model.generatorWidth=64", "model.discriminatorWidth=64",
            "generatorOptimizer.learningRate=1e-3", "discriminatorOptimizer.learningRate=2e-4",
            $"training.seed={seed}", $"compute.precision={precision}");
        using var loader = new BatchLoader(run.Dataset, 64, new RandomSource(seed), 0);
        var reals = new RealBatches(loader, run.Dataset, conditional: false, run.Device);
        using var scores = new ScoreBoard(LossCatalog.Find("non-saturating"));
        var step = run.Step();
        for (var i = 0; i < Steps; i++)
        {
            if (i == Steps / 2)
            {
                scores.Take(i, 0, 0);
            }

            step.Run(reals.Next, scores);
        }

        var metrics = scores.Take(Steps, 0, 0);
        run.State.Average.eval();
        var drawn = new Sampler(run.State.Average, run.Device).Draw([.. Enumerable.Range(0, Samples).Select(i => (long)i)]);
        return new Outcome(
            metrics.DiscriminatorLoss, metrics.GeneratorLoss, judge.DistanceOf(tensor(drawn, [Samples, 1, 16, 16])));
    }

    /// <summary>A small convolutional classifier of glyphs, trained on the spot, whose last hidden layer judges samples.</summary>
    private sealed class GlyphClassifier : IDisposable
    {
        private const int Batches = 400;
        private static readonly SampleShape Shape = new(1, 16, 16);

        private readonly GlyphsDataset glyphs = new(Shape.Height, seed: 99);
        private readonly nn.Module<Tensor, Tensor> features;
        private readonly nn.Module<Tensor, Tensor> last;
        private readonly Tensor real;

        internal GlyphClassifier()
        {
            random.manual_seed(5); // before the weights are drawn
            features = nn.Sequential(
                nn.Conv2d(1, 16, 4, stride: 2, padding: 1), nn.ReLU(), nn.Conv2d(16, 32, 4, stride: 2, padding: 1), nn.ReLU(),
                nn.Flatten(), nn.Linear(512, 32), nn.ReLU());
            last = nn.Linear(32, 10);
            using var optimizer = optim.Adam(features.parameters().Concat(last.parameters()), 2e-3);
            using var loss = nn.CrossEntropyLoss();
            for (var batch = 0; batch < Batches; batch++)
            {
                using var scope = NewDisposeScope();
                var (images, labels) = Read(batch * 64, 64);
                optimizer.zero_grad();
                loss.call(last.call(features.call(images)), labels).backward();
                optimizer.step();
            }

            using var recordNothing = no_grad();
            var (unseen, truth) = Read(1_000_000, Samples);
            Accuracy = last.call(features.call(unseen)).argmax(1).eq(truth).to(ScalarType.Float32).mean().item<float>();
            real = features.call(unseen);
            DistanceOfNoise = DistanceOf(Some.Images(3, Shape, Samples));
        }

        internal double Accuracy { get; }

        internal double DistanceOfNoise { get; }

        internal double DistanceOf(Tensor images)
        {
            using var recordNothing = no_grad();
            return FrechetDistance.Between(real, features.call(images));
        }

        public void Dispose()
        {
            features.Dispose();
            last.Dispose();
            glyphs.Dispose();
        }

        private (Tensor Images, Tensor Labels) Read(long first, int count)
        {
            var values = new float[count * Shape.Length];
            var labels = new long[count];
            for (var i = 0; i < count; i++)
            {
                labels[i] = glyphs.Read(first + i, values.AsSpan(i * Shape.Length, Shape.Length));
            }

            return (tensor(values, [count, Shape.Channels, Shape.Height, Shape.Width]), tensor(labels));
        }
    }
}
#endif
