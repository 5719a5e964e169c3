using GanLab.Configuration;
using GanLab.Data;
using GanLab.Formats;

namespace GanLab.Tests.Data;

public sealed class MnistDatasetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static float[] Read(MnistDataset set, long index)
    {
        var sample = new float[set.Shape.Length];
        set.Read(index, sample);
        return sample;
    }

    private string Refusal() => Assert.Throws<MalformedFileException>(() => MnistDataset.Open(folder.Path)).Message;

    [Theory]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte", false)]
    [InlineData("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", true)]
    [InlineData("train-images.idx3-ubyte", "train-labels.idx1-ubyte", false)]
    [InlineData("MNIST/raw/train-images-idx3-ubyte", "MNIST/raw/train-labels-idx1-ubyte.gz", false)]
    public void Files_are_found_under_all_their_usual_names(string images, string labels, bool gzip)
    {
        folder.Write(images, gzip ? SomeDigits.Gzip(SomeDigits.Images(12)) : SomeDigits.Images(12));
        folder.Write(labels, gzip ? SomeDigits.Gzip(SomeDigits.Labels(12)) : SomeDigits.Labels(12));

        using var set = MnistDataset.Open(folder.Path, size: 28);

        Assert.Equal((12, new SampleShape(1, 28, 28)), (set.Count, set.Shape));
        Assert.Equal(1, set.Read(11, new float[784]));
        Assert.All(Read(set, 11), value => Assert.Equal((12 / 127.5f) - 1, value));
    }

    [Fact]
    public void Thirty_two_pixels_are_the_digit_with_a_black_border_of_two()
    {
        SomeDigits.Write(folder);
        using var set = MnistDataset.Open(folder.Path, size: 32);

        var sample = Read(set, 6);

        for (var i = 0; i < sample.Length; i++)
        {
            var inside = i / 32 is >= 2 and < 30 && i % 32 is >= 2 and < 30;
            Assert.Equal(inside ? (7 / 127.5f) - 1 : -1, sample[i]);
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(64)]
    public void Other_sizes_are_scaled(int size)
    {
        folder.Write("train-images-idx3-ubyte", SomeDigits.Idx(
            [.. Enumerable.Range(0, 784).Select(i => (byte)(i % 28 < 14 ? 0 : 255))], 1, 28, 28));
        folder.Write("train-labels-idx1-ubyte", SomeDigits.Labels(1));
        using var set = MnistDataset.Open(folder.Path, size);

        var sample = Read(set, 0);

        Assert.Equal((-1f, 1f), (sample[0], sample[^1]));
        Assert.Equal(-1, sample[(size / 2) - (size / 4)]);
        Assert.Equal(0, sample.Average(), 0.05);
    }

    [Theory]
    [InlineData(28)]
    [InlineData(32)]
    [InlineData(40)]
    public void Three_channels_hold_the_same_grey(int size)
    {
        folder.Write("train-images-idx3-ubyte", SomeDigits.Idx([.. Enumerable.Range(0, 784).Select(i => (byte)i)], 1, 28, 28));
        folder.Write("train-labels-idx1-ubyte", SomeDigits.Labels(1));
        using var grey = MnistDataset.Open(folder.Path, size);
        using var set = MnistDataset.Open(folder.Path, size, channels: 3);

        var plane = Read(grey, 0);
        Assert.Equal([.. plane, .. plane, .. plane], Read(set, 0));
    }

    [Fact]
    public void The_test_part_has_files_of_its_own()
    {
        SomeDigits.Write(folder);
        folder.Write("t10k-images-idx3-ubyte", SomeDigits.Images(5));
        folder.Write("t10k-labels-idx1-ubyte", SomeDigits.Labels(5));

        using var set = MnistDataset.Open(folder.Path, part: MnistPart.Test);

        Assert.Equal(5, set.Count);
    }

    [Fact]
    public void Images_and_labels_of_different_counts_are_refused_with_both_counts()
    {
        folder.Write("train-images-idx3-ubyte", SomeDigits.Images(12));
        folder.Write("train-labels-idx1-ubyte", SomeDigits.Labels(10));

        var message = Refusal();

        Assert.Contains("12 images", message);
        Assert.Contains("10 labels", message);
    }

    [Fact]
    public void Swapped_files_are_called_swapped()
    {
        folder.Write("train-images-idx3-ubyte", SomeDigits.Labels(12));
        folder.Write("train-labels-idx1-ubyte", SomeDigits.Images(12));

        Assert.Contains("swapped", Refusal());
    }

    [Fact]
    public void A_truncated_file_is_named_with_what_is_missing()
    {
        SomeDigits.Write(folder);
        var path = folder.Write("train-images-idx3-ubyte", SomeDigits.Images(12)[..5000]);

        var message = Refusal();

        Assert.Contains(path, message);
        Assert.Contains("ends after 6 images", message);
    }

    [Fact]
    public void Images_of_another_size_are_refused()
    {
        folder.Write("train-images-idx3-ubyte", SomeDigits.Images(3, side: 20));
        folder.Write("train-labels-idx1-ubyte", SomeDigits.Labels(3));

        Assert.Contains("20x20", Refusal());
    }

    [Fact]
    public void A_label_above_nine_is_named_with_its_place()
    {
        folder.Write("train-images-idx3-ubyte", SomeDigits.Images(3));
        folder.Write("train-labels-idx1-ubyte", SomeDigits.Idx([1, 2, 77], 3));

        Assert.Contains("label 2 is 77", Refusal());
    }

    [Fact]
    public void An_empty_set_is_refused()
    {
        folder.Write("train-images-idx3-ubyte", SomeDigits.Images(0));
        folder.Write("train-labels-idx1-ubyte", SomeDigits.Labels(0));

        Assert.Contains("holds no images", Refusal());
    }

    [Fact]
    public void A_missing_file_is_named_and_so_is_a_missing_folder()
    {
        folder.Write("train-images-idx3-ubyte", SomeDigits.Images(3));

        var file = Assert.Throws<ConfigException>(() => MnistDataset.Open(folder.Path)).Message;
        var nowhere = Assert.Throws<ConfigException>(() => MnistDataset.Open("/no/where")).Message;

        Assert.Contains($"'{folder.Path}' lacks train-labels-idx1-ubyte", file);
        Assert.DoesNotContain("train-images-idx3-ubyte", file);
        Assert.Contains("'/no/where' does not exist", nowhere);
    }

    [SkippableFact]
    public void The_real_set_has_its_counts_and_its_first_digits()
    {
        var real = RealData.Require("mnist");

        using var train = MnistDataset.Open(real, size: 28);
        using var test = MnistDataset.Open(real, size: 32, part: MnistPart.Test);

        Assert.Equal((60_000, 10_000), (train.Count, test.Count));
        Assert.Equal([5, 0, 4, 1, 9], Enumerable.Range(0, 5).Select(i => train.Read(i, new float[784])));
        Assert.Equal([7, 2, 1, 0, 4], Enumerable.Range(0, 5).Select(i => test.Read(i, new float[1024])));
        var sample = new float[784];
        var mean = Enumerable.Range(0, 60_000).Average(i =>
        {
            train.Read(i, sample);
            return (sample.Average() + 1) / 2;
        });
        Assert.Equal(0.1307, mean, 0.00005); // the mean that everybody normalises with
    }
}
