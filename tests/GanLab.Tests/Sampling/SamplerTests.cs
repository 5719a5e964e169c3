using GanLab.Experiment;
using GanLab.Imaging;
using GanLab.Sampling;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Sampling;

public class SamplerTests
{
    private static TrainingRun Trained(string model, bool conditional = false, params string[] settings)
    {
        var run = Some.Run([$"model.name={model}", $"model.conditional={conditional}", .. settings]);
        run.Train([], default);
        return run;
    }

    private static Sampler Of(TrainingRun run) => new(run.State.Average, run.Device);

    [Theory]
    [InlineData("dcgan")]
    [InlineData("mlp")]
    public void Seed_7_alone_is_seed_7_among_64_bit_for_bit(string model)
    {
        using var run = Trained(model);
        var length = run.Dataset.Shape.Length;

        var alone = Of(run).Draw([7]);
        var among = Of(run).Draw([.. Enumerable.Range(0, 64)]);

        Assert.Equal(alone, among[(7 * length)..(8 * length)]);
        Assert.NotEqual(alone, among[(8 * length)..(9 * length)]);
    }

    [Theory]
    [InlineData("dcgan", "data.channels=3")]
    [InlineData("mlp", "data.channels=1")]
    public void Pixels_are_the_nearest_bytes_of_the_samples(string model, string channels)
    {
        using var run = Trained(model, settings: channels);
        long[] seeds = [.. Enumerable.Range(0, 70)];
        var (length, planes) = (run.Dataset.Shape.Length, run.Dataset.Shape.Channels);

        var pixels = Of(run).DrawPixels(seeds);

        var expected = new byte[pixels.Length];
        foreach (var (i, sample) in Of(run).Draw(seeds).Chunk(length).Index())
        {
            PixelRange.ToBytes(sample, planes, expected.AsSpan(i * length, length));
        }

        Assert.Equal(expected, pixels);
        Assert.InRange(pixels.Distinct().Count(), 2, 256);
    }

    [SkippableTheory]
    [InlineData("cpu")]
    [InlineData("cuda")]
    public void Numbers_that_are_none_or_too_large_become_bytes_on_the_device_as_elsewhere(string device)
    {
        Skip.If(device == "cuda" && !cuda.is_available(), "There is no CUDA device.");
        using var scope = NewDisposeScope();
        float[] numbers = [float.NaN, float.NegativeInfinity, float.MaxValue, -1, 1, 0, .. Enumerable.Range(0, 514).Select(i => (i / 255f) - 1.005f)];

        var bytes = PixelTensors.ToBytes(tensor(numbers, [2, 2, 13, 10]).to(new Device(device))).cpu();

        Assert.Equal([2, 13, 10, 2], bytes.shape);
        Assert.Equal(numbers.Select(PixelRange.ToByte), bytes.permute(0, 3, 1, 2).contiguous().data<byte>().ToArray());
    }

    [Theory]
    [InlineData("dcgan")]
    [InlineData("mlp")]
    public void Samplers_on_two_threads_draw_what_one_draws_after_the_other(string model)
    {
        using var run = Trained(model);
        long[][] seeds = [[.. Enumerable.Range(0, 40)], [.. Enumerable.Range(40, 40)]];
        float[][] oneAfterTheOther = [.. seeds.Select(own => Of(run).Draw(own))];

        var atOnce = new float[2][];
        Thread[] threads = [.. seeds.Select((own, i) => new Thread(() => atOnce[i] = Of(run).Draw(own)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal(oneAfterTheOther, atOnce);
    }

    [Fact]
    public void A_sample_is_what_the_generator_makes_of_the_latent_of_its_seed()
    {
        using var scope = NewDisposeScope();
        using var run = Trained("mlp");

        var expected = run.State.Average.call(tensor(Sampler.Latent(12, 6), [1, 6]), null);

        var actual = Of(run).Draw([12]);
        Assert.Equal(0, expected.data<float>().ToArray().Zip(actual, (x, y) => Math.Abs(x - y)).Max(), 1e-6);
    }

    [Fact]
    public void Latents_are_standard_normal_and_differ_by_seed()
    {
        var many = Enumerable.Range(0, 200).SelectMany(seed => Sampler.Latent(seed, 100)).Select(value => (double)value).ToArray();

        Assert.Equal(0, many.Average(), 5 / Math.Sqrt(many.Length));
        Assert.Equal(1, many.Average(value => value * value), 5 * Math.Sqrt(2.0 / many.Length));
        Assert.NotEqual(Sampler.Latent(0, 100), Sampler.Latent(1, 100));
    }

    [Fact]
    public void A_conditional_sample_depends_on_its_label_and_its_seed_only()
    {
        using var run = Trained("dcgan", conditional: true);
        var length = run.Dataset.Shape.Length;

        var samples = Of(run).Draw([7, 7, 7, 8], [3, 4, 3, 3]);

        Assert.Equal(samples[..length], samples[(2 * length)..(3 * length)]);
        Assert.NotEqual(samples[..length], samples[length..(2 * length)]);
        Assert.NotEqual(samples[..length], samples[(3 * length)..]);
        Assert.Equal(samples[..length], Of(run).Draw([7], [3]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public void A_conditional_generator_needs_a_label_for_each_seed(int? labels)
    {
        using var run = Trained("mlp", conditional: true);

        var error = Assert.Throws<ArgumentException>(() => Of(run).Draw([1, 2], labels is null ? null : [0]));

        Assert.Contains("2 samples of a conditional generator need as many labels", error.Message);
    }

    [Fact]
    public void No_seeds_give_no_samples()
    {
        using var run = Trained("mlp");

        Assert.Empty(Of(run).Draw([]));
    }

    [Fact]
    public void Drawing_changes_nothing_and_leaves_no_tensors()
    {
        using var scope = NewDisposeScope();
        using var run = Trained("dcgan");
        var before = Snapshot.Of(run.State);
        Of(run).Draw([1]);
        var live = TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

        Of(run).Draw([1, 2, 3]);

        Assert.Equal(live, TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
        Assert.Empty(before.DifferencesTo(Snapshot.Of(run.State)));
    }

    [Fact]
    public void The_average_of_a_run_is_in_evaluation_mode_and_takes_no_gradients()
    {
        using var run = Trained("dcgan");

        Assert.All(run.State.Average.modules(), module => Assert.False(module.training));
        Assert.All(run.State.Average.parameters(), parameter => Assert.False(parameter.requires_grad));
    }
}
