using System.IO.Compression;
using System.Text;
using GanLab.Cli.Tests.Support;
using GanLab.Formats.Png;
using GanLab.Formats.TorchArchive;

namespace GanLab.Cli.Tests.Commands;

public sealed class SampleCommandTests(TrainedDigits trained) : IClassFixture<TrainedDigits>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_seed_gives_the_same_file_alone_and_in_company()
    {
        Sample("--seeds", "0-63", "--out", folder.In("many") + "/");
        Sample("--seed", "7", "--n", "1", "--out", folder.In("one") + "/");
        Sample("--seeds", "40,7,3", "--out", folder.In("some") + "/");

        Assert.Equal(64, Directory.GetFiles(folder.In("many")).Length);
        var alone = File.ReadAllBytes(folder.In("one", "seed000007.png"));
        Assert.Equal(alone, File.ReadAllBytes(folder.In("many", "seed000007.png")));
        Assert.Equal(alone, File.ReadAllBytes(folder.In("some", "seed000007.png")));
        var image = PngReader.Read(folder.In("one", "seed000007.png"));
        Assert.Equal((16, 16), (image.Width, image.Height)); // no frame around it
        Assert.NotEqual(alone, File.ReadAllBytes(folder.In("many", "seed000008.png")));
    }

    [Fact]
    public void A_grid_is_written_once_and_replaced_when_asked_again()
    {
        var grid = folder.In("new", "grid.png");
        Sample("--n", "20", "--out", grid);
        var first = File.ReadAllBytes(grid);
        Sample("--n", "10", "--out", grid);

        Assert.Equal((10 * 18) + 2, PngReader.Read(grid).Width); // a column of 16 pixels and 2 between for each class
        Assert.NotEqual(first, File.ReadAllBytes(grid));
    }

    [Fact]
    public void A_class_is_found_by_name_and_its_samples_differ_from_those_of_another()
    {
        Sample("--n", "1", "--class", "7", "--out", folder.In("7") + "/");
        Sample("--n", "1", "--class", "3", "--out", folder.In("3") + "/");

        Assert.NotEqual(File.ReadAllBytes(folder.In("7", "seed000000.png")), File.ReadAllBytes(folder.In("3", "seed000000.png")));
    }

    [Fact]
    public void A_run_folder_or_a_checkpoint_stands_for_its_generator()
    {
        Sample("--n", "4", "--out", folder.In("file.png"));
        Assert.Equal(0, Gan.Run("sample", "--checkpoint", trained.Run, "--n", "4", "--out", folder.In("run.png")).ExitCode);
        var checkpoint = Path.Combine(trained.Run, "checkpoints", "000004");
        Assert.Equal(0, Gan.Run("sample", "--checkpoint", checkpoint, "--n", "4", "--out", folder.In("checkpoint.png")).ExitCode);

        Assert.Equal(File.ReadAllBytes(folder.In("file.png")), File.ReadAllBytes(folder.In("run.png")));
        Assert.Equal(File.ReadAllBytes(folder.In("file.png")), File.ReadAllBytes(folder.In("checkpoint.png")));
    }

    [Fact]
    public void The_pointer_to_the_latest_checkpoint_is_followed()
    {
        var latest = Path.Combine(trained.Run, "checkpoints", "latest");

        Assert.Equal(0, Gan.Run("sample", "--checkpoint", latest, "--n", "4", "--out", folder.In("latest.png")).ExitCode);

        Sample("--n", "4", "--out", folder.In("file.png"));
        Assert.Equal(File.ReadAllBytes(folder.In("file.png")), File.ReadAllBytes(folder.In("latest.png")));
    }

    [Fact]
    public void The_name_of_a_file_depends_on_its_seed_alone_and_sorts_as_the_seeds_do()
    {
        Sample("--seeds", "7,10000,1234567", "--out", folder.In("files") + "/");

        Assert.Equal(
            ["seed000007.png", "seed010000.png", "seed1234567.png"], Directory.GetFiles(folder.In("files")).Select(Path.GetFileName).Order());
    }

    [SkippableFact]
    public void A_signal_stops_after_the_samples_at_hand_which_are_whole()
    {
        Skip.If(OperatingSystem.IsWindows(), "There is no kill on Windows.");
        using var program = GanProcess.Start("sample", "--checkpoint", trained.Generator, "--n", "1000000", "--out", folder.In("files") + "/");
        Assert.True(SpinWait.SpinUntil(
            () => Directory.Exists(folder.In("files")) && Directory.EnumerateFiles(folder.In("files"), "seed*.png").Any(), TimeSpan.FromMinutes(2)));

        program.Send("TERM");
        var result = program.Finish();

        Assert.Equal(130, result.ExitCode);
        var count = Directory.GetFiles(folder.In("files"), "seed*.png").Length;
        Assert.Equal(
            [
                "Stopping after the samples at hand; another Ctrl-C ends at once.",
                FormattableString.Invariant($"{count:n0} of 1,000,000 samples are in '{folder.In("files")}/'."),
            ],
            result.ErrorLines);
        Assert.Empty(result.Output);
        Assert.All(Directory.GetFiles(folder.In("files")), file => Assert.Equal(16, PngReader.Read(file).Width));
    }

    [SkippableFact]
    public void A_folder_that_may_not_be_written_to_is_named_and_none_of_its_files()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Here there is no folder that nobody may write to.");

        Gan.Run("sample", "--checkpoint", trained.Generator, "--n", "1", "--out", "/proc/").Fails(1, "the folder '/proc/' cannot be made or written to");
    }

    [Theory]
    [InlineData("--n 0", "--n is 0")]
    [InlineData("--n -1", "--n is -1")]
    [InlineData("--n abc", "'abc'")]
    [InlineData("--n 1000001", "[1, 1000000]")]
    [InlineData("--seed 1 --seeds 2", "--seed and --seeds")]
    [InlineData("--seeds 9-3", "3-9")]
    [InlineData("--class 10", "Unknown class '10'")]
    [InlineData("--class seven", "Unknown class 'seven'")]
    [InlineData("--out grid.jpg", "'grid.jpg'")]
    [InlineData("--device gpu", "'gpu'")]
    public void What_makes_no_sense_is_refused_with_the_value(string options, string words) =>
        Gan.Run(["sample", "--checkpoint", trained.Generator, .. options.Split(' ')]).Fails(2, words);

    [Fact]
    public void An_unconditional_generator_has_no_classes()
    {
        Tiny.Points(folder.In("runs"), "--steps", "2");

        Gan.Run("sample", "--checkpoint", folder.In("runs", "00000-mlp-ring8"), "--class", "1").Fails(2, "knows no classes");
    }

    [SkippableFact]
    public void Cuda_is_never_replaced_silently()
    {
        Skip.If(TorchSharp.torch.cuda.is_available(), "This machine has CUDA.");

        Gan.Run("sample", "--checkpoint", trained.Generator, "--device", "cuda").Fails(2, "'cuda'", "no CUDA device");
    }

    [Fact]
    public void A_generator_that_is_cut_is_refused_by_name()
    {
        File.WriteAllBytes(folder.In("cut.pt"), File.ReadAllBytes(trained.Generator)[..3000]);

        Gan.Run("sample", "--checkpoint", folder.In("cut.pt")).Fails(1, folder.In("cut.pt"), "3000");
    }

    [Fact]
    public void A_generator_of_another_model_is_refused()
    {
        var root = (PickleDictionary)TorchArchiveFile.Read(trained.Generator);
        var other = new PickleDictionary();
        foreach (var (key, value) in root)
        {
            other.Add(key, key == "generator_width" ? 8L : value);
        }

        TorchArchiveFile.Write(folder.In("other.pt"), other);

        Gan.Run("sample", "--checkpoint", folder.In("other.pt")).Fails(1, folder.In("other.pt"), "has the shape", "the model needs");
    }

    [Fact]
    public void A_pickle_that_could_run_code_is_refused_by_the_name_of_what_it_asks_for()
    {
        using (var zip = ZipFile.Open(folder.In("evil.pt"), ZipArchiveMode.Create))
        {
            foreach (var (name, content) in new[] { ("x/data.pkl", "\u0080\u0002cos\nsystem\nX\u0004\0\0\0true\u0085R."), ("x/version", "3\n") })
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(Encoding.Latin1.GetBytes(content));
            }
        }

        Gan.Run("sample", "--checkpoint", folder.In("evil.pt")).Fails(1, folder.In("evil.pt"), "'os.system'", "could run code");
        Gan.Run("inspect", folder.In("evil.pt")).Fails(1, "could run code");
    }

    [Theory]
    [InlineData("below/grid.png")]
    [InlineData("below/")]
    public void A_place_that_cannot_be_written_to_is_named(string below)
    {
        File.WriteAllText(folder.In("file"), "");
        var place = $"{folder.In("file")}/{below}";

        Gan.Run("sample", "--checkpoint", trained.Generator, "--n", "1", "--out", place)
            .Fails(1, $"--out '{place}'", folder.In("file", "below"), "cannot be made or written to");
    }

    [Fact]
    public void A_file_that_is_absent_is_named() => Gan.Run("sample", "--checkpoint", folder.In("no.pt")).Fails(2, folder.In("no.pt"));

    private void Sample(params string[] options)
    {
        var result = Gan.Run(["sample", "--checkpoint", trained.Generator, .. options]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(options[^1], result.Output.TrimEnd());
    }
}
