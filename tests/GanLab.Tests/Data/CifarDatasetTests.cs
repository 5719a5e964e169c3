using GanLab.Configuration;
using GanLab.Data;
using GanLab.Formats.Cifar;

namespace GanLab.Tests.Data;

public sealed class CifarDatasetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private CifarDataset Open(CifarKind kind = CifarKind.Cifar10, int size = 32, int channels = 3, bool isTest = false) =>
        CifarDataset.Open(kind, folder.Path, size, channels, isTest);

    private static float[] Read(CifarDataset set, long index)
    {
        var sample = new float[set.Shape.Length];
        set.Read(index, sample);
        return sample;
    }

    [Theory]
    [InlineData("")]
    [InlineData("cifar-10-batches-bin/")]
    public void The_five_batches_follow_one_another(string below)
    {
        SomeCifar.Write10(folder, below);

        using var set = Open();

        Assert.Equal(("cifar10", 10L, new SampleShape(3, 32, 32)), (set.Name, set.Count, set.Shape));
        Assert.Equal(("airplane", "truck"), (set.ClassNames[0], set.ClassNames[9]));
        for (var i = 0; i < 10; i++)
        {
            var sample = Read(set, i);
            Assert.All(sample[..1024], value => Assert.Equal((i / 127.5f) - 1, value));
            Assert.All(sample[1024..], value => Assert.Equal(-1, value));
            Assert.Equal(i, set.Read(i, sample));
        }
    }

    [Fact]
    public void The_pictures_for_testing_are_of_their_own()
    {
        SomeCifar.Write10(folder);

        using var set = Open(isTest: true);

        Assert.Equal(2, set.Count);
        Assert.Equal((10 / 127.5f) - 1, Read(set, 0)[0]);
    }

    [Fact]
    public void Of_a_hundred_classes_the_fine_ones_are_the_labels()
    {
        SomeCifar.Write100(folder);

        using var set = Open(CifarKind.Cifar100);

        Assert.Equal((3, 100), (set.Count, set.ClassNames.Count));
        Assert.Equal("class99", set.ClassNames[(int)set.Read(2, new float[3072])]);
    }

    [Theory]
    [InlineData(16, 3)]
    [InlineData(64, 1)]
    public void Other_sizes_and_grey_are_made(int size, int channels)
    {
        SomeCifar.Write10(folder);

        using var set = Open(size: size, channels: channels);

        Assert.Equal(channels * size * size, Read(set, 9).Length);
        Assert.Equal(((channels == 3 ? 9 : 2) / 127.5f) - 1, Read(set, 9)[0], 1e-6); // 0.2126 times 9
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        SomeCifar.Write10(folder);
        File.Delete(folder.In("data_batch_3.bin"));
        File.Delete(folder.In("batches.meta.txt"));

        Assert.Contains("lacks data_batch_3.bin, batches.meta.txt", Assert.Throws<ConfigException>(() => Open()).Message);
        Assert.Contains("does not exist", Assert.Throws<ConfigException>(() => CifarDataset.Open(CifarKind.Cifar10, folder.In("no"))).Message);
    }
}
