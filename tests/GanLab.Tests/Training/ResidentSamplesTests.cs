using GanLab.Configuration;
using GanLab.Data;
using GanLab.Randomness;
using GanLab.Tests.Data;
using GanLab.Tests.Support;
using GanLab.Training;
using static TorchSharp.torch;

namespace GanLab.Tests.Training;

public class ResidentSamplesTests
{
    private const long Plenty = 1 << 20;

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public void Batches_are_those_of_the_loader_to_the_bit_from_any_batch_on(int channels, bool conditional)
    {
        using var scope = NewDisposeScope();
        using var set = new NumberedPictures(new SampleShape(channels, 4, 5), 11);
        using var samples = ResidentSamples.Load(set, Some.Cpu, Plenty, chunkBytes: 3 * set.Shape.Length)!;
        using var loader = new BatchLoader(set, 4, new RandomSource(7), firstBatch: 2);
        var expected = new RealBatches(loader, set, conditional, Some.Cpu);
        var batches = new ResidentBatches(samples, 4, new RandomSource(7), conditional, firstBatch: 2);
        for (var i = 0; i < 8; i++) // through three epochs
        {
            var (mine, theirs) = (batches.Next(), expected.Next());

            Assert.Equal(theirs.Samples.shape, mine.Samples.shape);
            Assert.Equal(theirs.Samples.contiguous().data<float>().ToArray(), mine.Samples.contiguous().data<float>().ToArray());
            Assert.Equal(theirs.Labels?.data<long>().ToArray(), mine.Labels?.data<long>().ToArray());
        }
    }

    [Fact]
    public void A_set_that_does_not_fit_or_never_ends_stays_where_it_is()
    {
        using var endless = new NumberedPictures(new SampleShape(1, 2, 2), count: null);
        using var set = new NumberedPictures(new SampleShape(1, 2, 2), 10);

        Assert.Null(ResidentSamples.Load(endless, Some.Cpu, Plenty));
        Assert.Null(ResidentSamples.Load(set, Some.Cpu, (10 * (4 + 8)) - 1));
        using var fits = ResidentSamples.Load(set, Some.Cpu, 10 * (4 + 8));
        Assert.NotNull(fits);
    }

    [Theory]
    [InlineData("ring8", "mlp")]
    [InlineData("glyphs", "dcgan")]
    public void So_does_one_that_is_drawn_as_it_is_read(string set, string model)
    {
        using var run = Some.Run($"data.name={set}", $"model.name={model}");

        Assert.False(run.UseResident(Plenty));
    }

    [Fact]
    public void A_run_over_them_is_the_run_over_the_loader()
    {
        using var folder = new TemporaryFolder();
        SomeDigits.Write(folder, 12);
        string[] settings =
        [
            "data.name=mnist", $"data.directory={folder.Path}", "data.size=28", "model.name=mlp", "model.conditional=true", "training.steps=5",
            "training.discriminatorSteps=2",
        ];
        using var plain = Some.Run(settings);
        using var resident = Some.Run(settings);

        plain.Train([], default);
        Assert.True(resident.UseResident(Plenty));
        resident.Train([], default);

        Assert.Empty(Snapshot.Of(plain.State).DifferencesTo(Snapshot.Of(resident.State)));
    }

    [Fact]
    public void Nothing_is_left_of_a_set_that_cannot_be_read()
    {
        static long Live() => TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using var broken = new NumberedPictures(
            new SampleShape(1, 2, 2), 10, index => throw new InvalidDataException($"sample {index} is broken"));
        var before = Live();

        Assert.Throws<InvalidDataException>(() => ResidentSamples.Load(broken, Some.Cpu, Plenty));

        Assert.Equal(before, Live());
    }
}
