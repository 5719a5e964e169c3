using GanLab.Configuration;
using GanLab.Data;
using GanLab.Data.Packing;
using GanLab.Formats;
using GanLab.Imaging;
using GanLab.Tests.Imaging;
using GanLab.Tests.Support;
using GanLab.Training;

namespace GanLab.Tests.Data.Packing;

public sealed class DatasetPackerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public DatasetPackerTests() => Skip.IfNot(ImageCodec.IsAvailable, ImageCodec.Description);

    public void Dispose() => folder.Dispose();

    private string Pack => folder.In("set.ganpack");

    private DatasetRequest Folder(int size = 16, int channels = 3) =>
        new() { Name = "folder", Directory = folder.In("pictures"), Size = size, Channels = channels };

    private void Pictures()
    {
        for (var i = 0; i < 6; i++)
        {
            folder.Write($"pictures/{(i % 2 == 0 ? "even" : "odd")}/{i}.png", NastyPictures.Rgb(i, 20 + i, 30));
        }

        folder.Write("pictures/even/broken.jpg", TinyPictures.Jpeg[..300]);
        folder.Write("pictures/odd/9.jpg", TinyPictures.Jpeg);
    }

    private static void AssertSame(IDataset expected, IDataset actual)
    {
        using (expected)
        using (actual)
        {
            Assert.Equal((expected.Count, expected.Shape), (actual.Count, actual.Shape));
            Assert.Equal(expected.ClassNames, actual.ClassNames);
            Assert.Equal(expected.ContentHash, actual.ContentHash);
            float[] one = new float[expected.Shape.Length], other = new float[expected.Shape.Length];
            for (var i = 0; i < expected.Count; i++)
            {
                Assert.Equal(expected.Read(i, one), actual.Read(i, other));
                Assert.Equal(one, other);
            }
        }
    }

    [SkippableTheory]
    [InlineData(16, 3)]
    [InlineData(9, 1)]
    public void A_pack_holds_what_the_folder_does(int size, int channels)
    {
        Pictures();

        var summary = DatasetPacker.Pack(Folder(size, channels), Pack);

        Assert.Equal((7, 0), (summary.Count, summary.Continued));
        Assert.Equal("even/broken.jpg", Assert.Single(summary.LeftOut).Path);
        AssertSame(DatasetCatalog.Open(Folder(size, channels)), PackDataset.Open(Pack));
        using var pack = PackDataset.Open(Pack);
        Assert.Equal(("even/0.png", "odd/9.jpg", 1), (pack.Path(0), pack.Path(6), pack.Header.LeftOut));
    }

    [SkippableFact]
    public void Training_on_the_pack_is_training_on_the_folder_bit_for_bit()
    {
        Pictures();
        DatasetPacker.Pack(Folder(), Pack);

        Assert.Equal(Losses("data.name=folder", $"data.directory={folder.In("pictures")}"), Losses("data.name=pack", $"data.directory={Pack}"));

        static (double, double)[] Losses(params string[] settings)
        {
            using var run = Some.Run([.. settings, "model.conditional=true"]);
            var recorder = new Recorder();
            Assert.Equal(TrainingOutcome.Finished, run.Train([recorder], default));
            return [.. recorder.Metrics.Select(metrics => (metrics.DiscriminatorLoss, metrics.GeneratorLoss))];
        }
    }

    [SkippableFact]
    public void Sets_of_other_kinds_are_packed_too()
    {
        SomeDigits.Write(folder);
        SomeCifar.Write10(folder);
        folder.Write("img_align_celeba/1.jpg", TinyPictures.Jpeg);
        folder.Write("img_align_celeba/2.jpg", TinyPictures.TurnedJpeg);
        foreach (var name in (string[])["mnist", "cifar10", "celeba"])
        {
            var request = new DatasetRequest { Name = name, Directory = folder.Path };

            DatasetPacker.Pack(request, folder.In($"{name}.ganpack"));

            AssertSame(DatasetCatalog.Open(request), PackDataset.Open(folder.In($"{name}.ganpack")));
        }
    }

    [SkippableFact]
    public void An_interrupted_pack_goes_on_and_ends_with_the_same_bytes()
    {
        for (var i = 0; i < 40; i++)
        {
            folder.Write($"pictures/{i:00}.png", NastyPictures.Rgb(i));
        }

        // One picture is 1.3 MB at this size, so there are several portions.
        DatasetPacker.Pack(Folder(size: 660), folder.In("whole.ganpack"));
        Assert.Throws<OperationCanceledException>(() => DatasetPacker.Pack(Folder(size: 660), Pack, new StopAfter(2)));
        Assert.False(File.Exists(Pack));

        var summary = DatasetPacker.Pack(Folder(size: 660), Pack);

        Assert.InRange(summary.Continued, 10, 39);
        Assert.Equal(File.ReadAllBytes(folder.In("whole.ganpack")), File.ReadAllBytes(Pack));
        Assert.Equal(["pictures", "set.ganpack", "whole.ganpack"], folder.Names());
    }

    [SkippableFact]
    public void An_interrupted_pack_is_not_continued_from_changed_pictures()
    {
        Pictures();
        Assert.Throws<OperationCanceledException>(() => DatasetPacker.Pack(Folder(), Pack, new StopAfter(1)));
        folder.Write("pictures/even/0.png", NastyPictures.Rgb(77));

        var error = Assert.Throws<MalformedFileException>(() => DatasetPacker.Pack(Folder(), Pack));

        Assert.Contains("the files have changed since", error.Message);
        Assert.Contains("set.ganpack.journal", error.Message);
    }

    [SkippableFact]
    public void A_picture_behind_a_link_counts_as_changed_too()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        Pictures();
        var target = folder.Write("elsewhere.png", NastyPictures.Rgb(1));
        File.CreateSymbolicLink(folder.In("pictures", "odd", "link.png"), target);
        Assert.Throws<OperationCanceledException>(() => DatasetPacker.Pack(Folder(), Pack, new StopAfter(1)));
        folder.Write("elsewhere.png", NastyPictures.Rgb(2, 81, 80));

        Assert.Contains("have changed since", Assert.Throws<MalformedFileException>(() => DatasetPacker.Pack(Folder(), Pack)).Message);
    }

    [SkippableFact]
    public void What_cannot_be_packed_is_refused_with_all_reasons()
    {
        folder.Write("there.ganpack", "x");

        Assert.Contains("never ends", Refusal(new() { Name = "glyphs" }, Pack));
        Assert.Contains("packed already", Refusal(new() { Name = "pack", Directory = folder.Path }, Pack));
        Assert.Contains("is there already", Refusal(Folder(), folder.In("there.ganpack")));
        Assert.Contains("does not exist; make it", Refusal(Folder(), folder.In("no", "set.ganpack")));
        Directory.CreateDirectory(folder.In("pictures"));
        Assert.Contains("has no pictures", Refusal(Folder(), Pack));
        folder.Write("pictures/a.png", "text");
        Assert.Contains("not one of the 1 pictures", Refusal(Folder(), Pack));
        Assert.Equal(["pictures", "there.ganpack"], folder.Names());

        static string Refusal(DatasetRequest request, string path) =>
            Assert.Throws<ConfigException>(() => DatasetPacker.Pack(request, path)).Message;
    }

    [SkippableFact]
    public void The_size_of_a_pack_is_its_own()
    {
        Pictures();
        DatasetPacker.Pack(Folder(size: 32), Pack);

        var config = new GanLab.Experiment.ExperimentRequest { Options = [new("data.name", "pack"), new("data.directory", Pack)] }.Resolve();
        Assert.Equal((32, 3), (config.Data.Size, config.Data.Channels));

        var other = new DatasetRequest { Name = "pack", Directory = Pack, Size = 64 };
        Assert.Contains("holds pictures of 32 pixels in 3 channels", Assert.Single(DatasetCatalog.Problems(other)));
        Assert.Contains("There is no pack", Assert.Single(DatasetCatalog.Problems(new() { Name = "pack", Directory = folder.In("no") })));
        Assert.Contains("is a folder", Assert.Single(DatasetCatalog.Problems(new() { Name = "pack", Directory = folder.Path })));
        Assert.Contains("--dataset pack", Assert.Throws<ConfigException>(() => ImageFolderDataset.Open(Pack, 8)).Message);
    }

    private sealed class StopAfter(int reports) : IProgress<double>
    {
        private int told;

        public void Report(double value)
        {
            if (++told == reports)
            {
                throw new OperationCanceledException();
            }
        }
    }
}
