using System.Runtime.Versioning;
using GanLab.Configuration;
using GanLab.Data;
using GanLab.Imaging;
using GanLab.Tests.Imaging;

namespace GanLab.Tests.Data;

public sealed class ImageFolderDatasetTests : IDisposable
{
    private static readonly byte[] Red = HandmadePng.Plain(9, 7, 255, 0, 0);
    private static readonly byte[] Blue = HandmadePng.Plain(5, 8, 0, 0, 255);

    private readonly TemporaryFolder folder = new();

    public ImageFolderDatasetTests() => Skip.IfNot(ImageCodec.IsAvailable, ImageCodec.Description);

    public void Dispose() => folder.Dispose();

    private ImageFolderDataset Open(int size = 4, int channels = 3, long memory = 1 << 20) =>
        ImageFolderDataset.Open(folder.Path, size, channels, memory);

    private static float[] Read(ImageFolderDataset set, long index)
    {
        var sample = new float[set.Shape.Length];
        set.Read(index, sample);
        return sample;
    }

    [SkippableFact]
    public void Pictures_of_every_kind_become_samples_of_one_shape()
    {
        folder.Write("a.PNG", HandmadePng.Make(3, 5, 16, HandmadePng.Grey, [.. Enumerable.Repeat((byte)255, 30)]));
        folder.Write("b.png", HandmadePng.Make(2, 2, 8, HandmadePng.Rgba, [.. Enumerable.Repeat((byte)255, 16)]));
        folder.Write("deep/er/c.jpeg", TinyPictures.Jpeg);
        folder.Write("d.gif", TinyPictures.Gif);
        folder.Write("e.webp", TinyPictures.WebP);
        folder.Write("f.tiff", TinyPictures.Tiff);
        folder.Write("notes.txt", "not a picture");

        using var set = Open();

        Assert.Equal((6, new SampleShape(3, 4, 4)), (set.Count, set.Shape));
        Assert.Empty(set.Unreadable);
        Assert.All(Read(set, 0), value => Assert.Equal(1, value, 0.02));
        Assert.All(Read(set, 1), value => Assert.Equal(1, value, 0.02));
    }

    [SkippableFact]
    public void A_sample_has_its_channels_as_planes_from_minus_one_to_one()
    {
        folder.Write("red.png", Red);

        using var set = Open(size: 5);

        var sample = Read(set, 0);
        Assert.All(sample[..25], value => Assert.Equal(1, value));
        Assert.All(sample[25..], value => Assert.Equal(-1, value));
    }

    [SkippableFact]
    public void The_order_is_that_of_the_paths_below_the_folder()
    {
        foreach (var name in new[] { "b.png", "a/z.png", "B.png", "a.png", "c/a/a.png" })
        {
            folder.Write(name, Red);
        }

        using var set = Open();

        var order = Enumerable.Range(0, 5).Select(i => Path.GetRelativePath(folder.Path, set.Path(i)).Replace('\\', '/'));
        Assert.Equal(["B.png", "a.png", "a/z.png", "b.png", "c/a/a.png"], order);
    }

    [SkippableFact]
    public void A_link_to_a_folder_above_adds_nothing()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        folder.Write("a.png", Red);
        folder.Write("inner/b.png", Red);
        Directory.CreateSymbolicLink(folder.In("inner", "loop"), folder.Path);

        using var set = Open();

        Assert.Equal(2, set.Count);
    }

    [SkippableFact]
    public void Unreadable_files_are_left_out_and_each_is_named_with_its_reason()
    {
        folder.Write("a.png", Red);
        var text = folder.Write("b.png", "I am no picture");
        var cut = folder.Write("c.jpg", TinyPictures.Jpeg[..400]);
        folder.Write("d.png", Blue);

        using var set = Open();

        Assert.Equal(2, set.Count);
        Assert.Equal([text, cut], set.Unreadable.Select(file => file.Path));
        Assert.Contains("begins with the text \"I am no \"", set.Unreadable[0].Reason);
        Assert.Contains("ends inside the JPEG picture", set.Unreadable[1].Reason);
        Assert.Equal(1, Read(set, 1)[^1]); // blue, whose index moved up
    }

    [SkippableFact]
    public void A_folder_with_no_readable_picture_is_an_error_that_names_the_first_twenty()
    {
        for (var i = 0; i < 23; i++)
        {
            folder.Write($"{i:00}.png", "text");
        }

        var error = Assert.Throws<ConfigException>(() => Open());

        Assert.Contains($"'{folder.Path}': not one of the 23 pictures can be read", error.Message);
        Assert.Contains("19.png", error.Message);
        Assert.DoesNotContain("20.png", error.Message);
        Assert.Contains("and 3 more", error.Message);
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_that_may_not_be_looked_into_is_named()
    {
        Skip.If(OperatingSystem.IsWindows() || Environment.UserName == "root", "nothing is closed to this user");
        folder.Write("a.png", Red);
        folder.Write("closed/b.png", Blue);
        File.SetUnixFileMode(folder.In("closed"), UnixFileMode.None);
        try
        {
            using var set = Open();

            Assert.Equal((1, folder.In("closed")), (set.Count, Assert.Single(set.Unreadable).Path));
            Assert.Equal("1 folders cannot be looked into and are left out:", set.Warnings[0]);
            Assert.Contains(folder.In("closed"), set.Warnings[1]);
        }
        finally
        {
            File.SetUnixFileMode(folder.In("closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [SkippableFact]
    public void An_empty_folder_is_an_error_that_says_what_is_looked_for()
    {
        folder.Write("readme.md", "nothing here");

        var error = Assert.Throws<ConfigException>(() => Open());

        Assert.Contains($"'{folder.Path}' has no pictures", error.Message);
        Assert.Contains(".jpg, .jpeg, .png, .bmp, .gif, .webp, .tif, .tiff", error.Message);
    }

    [SkippableFact]
    public void A_missing_folder_and_a_file_in_its_place_are_told_apart()
    {
        var file = folder.Write("set.zip", "PK");

        Assert.Contains("'/no/such/place' does not exist", Message("/no/such/place"));
        Assert.Contains("is a file", Message(file));

        static string Message(string path) => Assert.Throws<ConfigException>(() => ImageFolderDataset.Open(path, 4)).Message;
    }

    [SkippableFact]
    public void Folders_directly_below_are_classes()
    {
        folder.Write("dogs/1.png", Red);
        folder.Write("cats/1.png", Blue);
        folder.Write("cats/2.png", Blue);
        folder.Write("empty/1.png", "text");

        using var set = Open();

        Assert.Equal(["cats", "dogs"], set.ClassNames);
        Assert.Equal([0, 0, 1], Enumerable.Range(0, 3).Select(i => set.Read(i, new float[set.Shape.Length])));
    }

    [SkippableTheory]
    [InlineData("a.png", "dogs/1.png", "cats/1.png")]
    [InlineData("dogs/old/1.png", "cats/1.png", "birds/1.png")]
    [InlineData("dogs/1.png", "dogs/2.png", "dogs/3.png")]
    public void Folders_are_no_classes_when_pictures_lie_elsewhere_or_in_one_only(string first, string second, string third)
    {
        folder.Write(first, Red);
        folder.Write(second, Red);
        folder.Write(third, Red);

        using var set = Open();

        Assert.Empty(set.ClassNames);
        Assert.Equal(0, set.Read(2, new float[set.Shape.Length]));
    }

    [SkippableFact]
    public void Pictures_beyond_the_memory_allowed_are_decoded_anew_and_are_the_same()
    {
        for (var i = 0; i < 6; i++)
        {
            folder.Write($"{i}.png", HandmadePng.Plain(4, 4, (byte)(40 * i), 0, 0));
        }

        using var all = Open();
        using var few = Open(memory: 2 * 48);

        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(Read(all, i), Read(few, i));
        }

        File.Delete(few.Path(1));
        Read(few, 1);
        File.Delete(few.Path(5));
        Assert.ThrowsAny<Exception>(() => Read(few, 5));
    }

    [SkippableFact]
    public void Progress_ends_at_all_of_the_files()
    {
        folder.Write("a.png", Red);
        folder.Write("b.png", Blue);
        var progress = new Last();

        ImageFolderDataset.Open(folder.Path, 4, progress: progress).Dispose();

        Assert.Equal(1, progress.Greatest);
    }

    [SkippableFact]
    public void Hidden_files_are_not_looked_at()
    {
        folder.Write("a.png", Red);
        folder.Write("._a.png", "left by a Macintosh");
        Skip.If(OperatingSystem.IsWindows(), "there a dot hides nothing");

        using var set = Open();

        Assert.Empty(set.Unreadable);
    }

    [SkippableFact]
    public void A_size_and_channels_that_cannot_be_are_reported_together()
    {
        var error = Assert.Throws<ConfigException>(() => Open(size: 0, channels: 2));

        Assert.Equal(2, error.Problems.Count);
        Assert.Contains("size 0", error.Message);
        Assert.Contains("2 channels", error.Message);
    }

    [SkippableFact]
    public void An_index_outside_the_set_is_refused()
    {
        folder.Write("a.png", Red);
        using var set = Open();

        Assert.Throws<ArgumentOutOfRangeException>(() => Read(set, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Read(set, -1));
    }

    private sealed class Last : IProgress<double>
    {
        private readonly Lock gate = new();

        public double Greatest { get; private set; }

        public void Report(double value)
        {
            lock (gate)
            {
                Greatest = Math.Max(Greatest, value);
            }
        }
    }
}
