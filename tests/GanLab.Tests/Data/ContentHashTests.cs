using GanLab.Data;
using GanLab.Data.Packing;
using GanLab.Formats.Cifar;
using GanLab.Imaging;
using GanLab.Tests.Imaging;

namespace GanLab.Tests.Data;

/// <summary>Equal for what trains equally, different for anything else.</summary>
public sealed class ContentHashTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Hash(IDataset set)
    {
        using (set)
        {
            Assert.Matches("^[0-9a-f]{64}$", set.ContentHash);
            return set.ContentHash;
        }
    }

    private string OfFolder(string name, int size = 8, int channels = 3, long? memory = null) =>
        Hash(ImageFolderDataset.Open(folder.In(name), size, channels, memory));

    private void Pictures(string name)
    {
        folder.Write($"{name}/cats/1.png", HandmadePng.Plain(9, 7, 250, 0, 0));
        folder.Write($"{name}/cats/2.jpg", TinyPictures.Jpeg);
        folder.Write($"{name}/dogs/1.gif", TinyPictures.Gif);
    }

    [SkippableFact]
    public void A_folder_and_its_copy_are_equal_and_any_change_tells()
    {
        Skip.IfNot(ImageCodec.IsAvailable, ImageCodec.Description);
        Pictures("a");
        Pictures("b");
        folder.Write("b/cats/0.png", "no picture"); // is left out, so it changes nothing
        var hash = OfFolder("a");

        Assert.Equal(hash, OfFolder("b"));
        Assert.Equal(hash, OfFolder("a", memory: 0));
        Assert.NotEqual(hash, OfFolder("a", size: 9));
        Assert.NotEqual(hash, OfFolder("a", channels: 1));

        folder.Write("b/cats/1.png", HandmadePng.Plain(9, 7, 251, 0, 0)); // a pixel
        Assert.NotEqual(hash, OfFolder("b"));

        Pictures("c");
        Directory.Move(folder.In("c/dogs"), folder.In("c/wolves")); // a class
        Assert.NotEqual(hash, OfFolder("c"));

        Pictures("d");
        File.Move(folder.In("d/cats/1.png"), folder.In("d/cats/3.png")); // the order
        Assert.NotEqual(hash, OfFolder("d"));

        Pictures("e");
        File.Move(folder.In("e/cats/2.jpg"), folder.In("e/dogs/0.jpg")); // a label
        Assert.NotEqual(hash, OfFolder("e"));
    }

    [SkippableFact]
    public void A_pack_has_the_hash_of_its_folder()
    {
        Skip.IfNot(ImageCodec.IsAvailable, ImageCodec.Description);
        Pictures("a");

        var summary = DatasetPacker.Pack(new() { Name = "folder", Directory = folder.In("a"), Size = 8 }, folder.In("a.ganpack"));

        Assert.Equal(OfFolder("a"), summary.ContentHash);
        Assert.Equal(summary.ContentHash, Hash(PackDataset.Open(folder.In("a.ganpack"))));
    }

    [Fact]
    public void Sets_in_memory_depend_on_pictures_labels_and_part()
    {
        SomeDigits.Write(folder);
        var hash = Hash(MnistDataset.Open(folder.Path));
        Assert.Equal(hash, Hash(MnistDataset.Open(folder.Path)));

        folder.Write("train-labels-idx1-ubyte", SomeDigits.Idx([.. Enumerable.Repeat((byte)1, 12)], 12));
        Assert.NotEqual(hash, Hash(MnistDataset.Open(folder.Path)));

        SomeCifar.Write10(folder);
        Assert.NotEqual(
            Hash(CifarDataset.Open(CifarKind.Cifar10, folder.Path)), Hash(CifarDataset.Open(CifarKind.Cifar10, folder.Path, isTest: true)));
    }

    [Fact]
    public void Drawn_sets_depend_on_seed_and_shape()
    {
        Assert.Equal(Hash(new GlyphsDataset(16, 3)), Hash(new GlyphsDataset(16, 3)));
        Assert.Equal(4, new[] { Hash(new GlyphsDataset(16, 3)), Hash(new GlyphsDataset(16, 4)), Hash(new GlyphsDataset(32, 3)), Hash(new Ring8Dataset(3)) }.Distinct().Count());
    }

    /// <summary>
    /// If this fails, equal seeds draw something else than before: raise the set's Version, so that its hash says so, and
    /// renew the numbers.
    /// </summary>
    [Fact]
    public void What_a_seed_draws_has_not_changed_under_the_same_version()
    {
        float[] Sample(IDataset set)
        {
            using (set)
            {
                var sample = new float[set.Shape.Length];
                set.Read(17, sample);
                return sample;
            }
        }

        Assert.Equal(GlyphsSum, Sample(new GlyphsDataset(16, 5)).Sum(value => (double)value), 1e-3);
        Assert.Equal(RingSum, Sample(new Ring8Dataset(5)).Sum(value => (double)value), 1e-4);
    }

    private const double GlyphsSum = -177.8604555;
    private const double RingSum = 0.9996185768;
}
