using GanLab.Configuration;
using GanLab.Data;
using GanLab.Imaging;
using GanLab.Tests.Imaging;

namespace GanLab.Tests.Data;

public sealed class DatasetCatalogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Refusal(DatasetRequest request) =>
        Assert.Throws<ConfigException>(() => DatasetCatalog.Open(request)).Message;

    [Fact]
    public void An_unknown_name_is_answered_with_the_nearest()
    {
        Assert.Contains("'mnits'. Did you mean 'mnist'", Refusal(new() { Name = "mnits" }));
        Assert.Throws<ConfigException>(() => DatasetCatalog.Describe("mnits"));
    }

    [Fact]
    public void A_set_that_is_made_up_needs_no_folder_and_one_of_pictures_does()
    {
        Assert.Contains("glyphs needs no files, but the folder '/x'", Refusal(new() { Name = "glyphs", Directory = "/x" }));
        Assert.Contains("ring8 needs no files", Refusal(new() { Name = "ring8", Directory = "/x" }));
        Assert.Contains("folder needs the folder", Refusal(new() { Name = "folder" }));
        Assert.Contains("celeba needs the folder", Refusal(new() { Name = "celeba" }));
    }

    [SkippableTheory]
    [InlineData("glyphs")]
    [InlineData("ring8")]
    [InlineData("mnist")]
    [InlineData("cifar10")]
    [InlineData("cifar100")]
    [InlineData("celeba")]
    [InlineData("folder")]
    public void Every_set_opens_as_its_description_says(string name)
    {
        var description = DatasetCatalog.Describe(name);
        Skip.If(description.Directory == DirectoryUse.Required && !ImageCodec.IsAvailable, ImageCodec.Description);
        SomeDigits.Write(folder);
        SomeCifar.Write10(folder);
        SomeCifar.Write100(folder);
        folder.Write("img_align_celeba/1.jpg", TinyPictures.Jpeg);

        using var set = DatasetCatalog.Open(new()
        {
            Name = name,
            Directory = description.Directory == DirectoryUse.None ? null : folder.Path,
        });

        Assert.Equal(name, set.Name);
        Assert.Equal(new SampleShape(description.Channels, description.Size, description.Size), set.Shape);
        Assert.Equal(description.IsLabelled ?? set.ClassNames.Count > 0, set.ClassNames.Count > 0);
        Assert.Empty(set.Warnings);
        var sample = new float[set.Shape.Length];
        set.Read(0, sample);
        Assert.NotEqual(0, sample.Sum(Math.Abs));
    }

    [Fact]
    public void The_size_channels_and_seed_of_a_request_are_those_of_the_set()
    {
        float[] Draw(long seed)
        {
            using var set = DatasetCatalog.Open(new() { Name = "glyphs", Size = 16, Channels = 3, Seed = seed });
            Assert.Equal(new SampleShape(3, 16, 16), set.Shape);
            var sample = new float[set.Shape.Length];
            set.Read(0, sample);
            return sample;
        }

        Assert.Equal(Draw(5), Draw(5));
        Assert.NotEqual(Draw(5), Draw(6));
    }

    [Theory]
    [InlineData("glyphs", DataPartition.Train)]
    [InlineData("ring8", DataPartition.All)]
    [InlineData("folder", DataPartition.Test)]
    [InlineData("mnist", DataPartition.Validation)]
    [InlineData("mnist", DataPartition.All)]
    [InlineData("cifar100", DataPartition.Validation)]
    public void A_part_that_a_set_does_not_have_is_refused_with_those_it_has(string name, DataPartition partition)
    {
        var needed = DatasetCatalog.Describe(name).Directory == DirectoryUse.None ? null : "x";

        Assert.Contains(
            $"{name} has no part '{partition.ToString().ToLowerInvariant()}'; data.partition can be auto",
            Assert.Single(DatasetCatalog.Problems(new() { Name = name, Directory = needed, Partition = partition })));
    }

    [SkippableTheory]
    [InlineData(DataPartition.Auto, 3)]
    [InlineData(DataPartition.All, 3)]
    [InlineData(DataPartition.Train, 2)]
    [InlineData(DataPartition.Validation, 1)]
    public void A_part_of_celeba_is_opened_as_asked(DataPartition partition, long count)
    {
        Skip.IfNot(ImageCodec.IsAvailable, ImageCodec.Description);
        foreach (var name in (string[])["1.jpg", "2.jpg", "3.jpg"])
        {
            folder.Write($"img_align_celeba/{name}", TinyPictures.Jpeg);
        }

        folder.Write("list_eval_partition.txt", "1.jpg 0\n2.jpg 1\n3.jpg 0\n");

        using var set = DatasetCatalog.Open(new() { Name = "celeba", Directory = folder.Path, Partition = partition });

        Assert.Equal(count, set.Count);
    }

    [Fact]
    public void The_test_digits_of_mnist_are_opened_as_asked()
    {
        SomeDigits.Write(folder);
        foreach (var name in Directory.GetFiles(folder.Path, "train*"))
        {
            File.Move(name, name.Replace("train-", "t10k-", StringComparison.Ordinal));
        }

        using var set = DatasetCatalog.Open(new() { Name = "mnist", Directory = folder.Path, Partition = DataPartition.Test });

        Assert.Throws<ConfigException>(() => DatasetCatalog.Open(new() { Name = "mnist", Directory = folder.Path }));
        Assert.True(set.Count > 0);
    }

    [SkippableFact]
    public void Unreadable_files_are_told_in_warnings()
    {
        Skip.IfNot(ImageCodec.IsAvailable, ImageCodec.Description);
        folder.Write("a.jpg", TinyPictures.Jpeg);
        folder.Write("b.jpg", "text");

        using var set = DatasetCatalog.Open(new() { Name = "folder", Directory = folder.Path });

        Assert.Equal("1 of 2 pictures cannot be read and are left out:", set.Warnings[0]);
        Assert.Contains("b.jpg", set.Warnings[1]);
    }
}
