using System.Text.Json;
using GanLab.Cli.Tests.Support;
using GanLab.Formats.Idx;
using GanLab.Formats.Png;
using GanLab.Imaging;

namespace GanLab.Cli.Tests.Commands;

public sealed class DataCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public DataCommandTests()
    {
        Skip.IfNot(ImageCodec.IsAvailable, ImageCodec.Description);
        foreach (var i in Enumerable.Range(0, 8))
        {
            using var png = new MemoryStream();
            var pixels = new byte[3 * 20 * 20];
            new Random(i).NextBytes(pixels);
            PngWriter.Write(png, 20, 20, 3, pixels);
            folder.Write($"pictures/{(i % 2 == 0 ? "cats" : "dogs")}/{i}.png", png.ToArray());
        }
    }

    public void Dispose() => folder.Dispose();

    private string Pictures => folder.In("pictures");

    [SkippableFact]
    public void A_set_in_order_is_a_short_table_and_success()
    {
        var result = Gan.Run("data", "check", Pictures, "--size", "16");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            $"""
            set       folder, {Pictures}
            pictures  8
            usable    8
            pixels    20 wide, 20 high
            classes   2; the largest has 1.0 times the pictures of the smallest

            pictures of each class:
                      4  cats
                      4  dogs

            Everything can be used.

            """,
            result.Output);
    }

    [SkippableFact]
    public void Damage_is_listed_and_the_exit_code_is_1()
    {
        foreach (var i in Enumerable.Range(0, 7))
        {
            folder.Write($"pictures/dogs/bad{i}.png", "text");
        }

        var result = Gan.Run("data", "check", Pictures, "--size", "16");
        var all = Gan.Run("data", "check", Pictures, "--size", "16", "--list");

        Assert.Equal((1, 1), (result.ExitCode, all.ExitCode));
        Assert.Contains("damaged   7", result.OutputLines);
        Assert.Contains("... and 2 more; --list shows all", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("bad6", result.Output, StringComparison.Ordinal);
        Assert.Contains("bad6", all.Output, StringComparison.Ordinal);
        Assert.Equal("7 pictures cannot be used and would be left out of training; see above.", result.OutputLines[^1]);
    }

    [SkippableFact]
    public void Programs_get_all_of_it_as_JSON()
    {
        folder.Write("pictures/dogs/bad.png", "text");

        Gan.Run("data", "check", Pictures, "--size", "64", "--json", folder.In("report.json"));

        using var report = JsonDocument.Parse(File.ReadAllText(folder.In("report.json")));
        var root = report.RootElement;
        Assert.Equal((9, 8), (root.GetProperty("pictures").GetInt32(), root.GetProperty("usable").GetInt32()));
        Assert.Equal(4, root.GetProperty("classes").GetProperty("dogs").GetInt32());
        var findings = root.GetProperty("findings").EnumerateArray().ToArray();
        Assert.Equal(9, findings.Length); // the bad one, and eight that are too small
        Assert.Equal(("corrupt", "dogs/bad.png"), (findings[0].GetProperty("kind").GetString(), findings[0].GetProperty("path").GetString()));
        Assert.Equal("tooSmall", findings[1].GetProperty("kind").GetString());
    }

    [SkippableFact]
    public void A_pack_is_made_checked_inspected_and_trained_on()
    {
        var pack = folder.In("set.ganpack");
        folder.Write("pictures/dogs/bad.png", "text");

        var made = Gan.Run("data", "pack", Pictures, "--size", "16", "--out", pack);
        var isChecked = Gan.Run("data", "check", pack);
        var inspected = Gan.Run("inspect", pack);
        var trained = Gan.Run(
            "train", "--dataset", "pack", "--data", pack, "--conditional", "--out", folder.In("runs"), "--batch", "4", "--steps", "2", "--device", "cpu",
            "--set", "model.generatorWidth=4", "--set", "model.discriminatorWidth=4", "--set", "compute.threads=1");

        Assert.Equal((0, 0, 0, 0), (made.ExitCode, isChecked.ExitCode, inspected.ExitCode, trained.ExitCode));
        Assert.StartsWith($"{pack}: 8 pictures", made.Output, StringComparison.Ordinal);
        Assert.Contains("left out", made.Error, StringComparison.Ordinal);
        Assert.Contains("bad.png", made.Error, StringComparison.Ordinal);
        Assert.Equal("pictures  8", isChecked.OutputLines[1]);
        Assert.Equal("pack of 8 pictures, 16x16, RGB", inspected.OutputLines[0]);
        Assert.Contains(inspected.OutputLines, line => line.Contains("cats, dogs", StringComparison.Ordinal));
        Gan.Run("data", "pack", Pictures, "--out", pack).Fails(2, pack, "is there already");
    }

    [SkippableFact]
    public void A_damaged_pack_is_said_by_check_and_stops_training_with_the_place()
    {
        var pack = folder.In("set.ganpack");
        Gan.Run("data", "pack", Pictures, "--size", "16", "--out", pack);
        using (var file = new FileStream(pack, FileMode.Open))
        {
            file.Position = 5000;
            file.WriteByte(99);
        }

        // Labels lie in the same block of this small pack, so it cannot be opened at all.
        Gan.Run("data", "check", pack).Fails(1, pack, "does not match its SHA-256 at byte 4096");
        Gan.Run("train", "--dataset", "pack", "--data", pack, "--out", folder.In("runs"), "--steps", "1").Fails(1, pack, "at byte 4096");
        Assert.False(Directory.Exists(folder.In("runs")));
    }

    [Fact]
    public void A_pack_of_several_blocks_with_a_damaged_one_is_said_to_stop_training()
    {
        var digits = Directory.CreateDirectory(folder.In("digits")).FullName;
        using (var images = File.Create(Path.Combine(digits, "train-images-idx3-ubyte")))
        {
            IdxWriter.Write(images, [.. Enumerable.Range(0, 3000 * 784).Select(i => (byte)(i / 784))], [3000, 28, 28]);
        }

        using (var labels = File.Create(Path.Combine(digits, "train-labels-idx1-ubyte")))
        {
            IdxWriter.Write(labels, new byte[3000], [3000]);
        }

        var pack = folder.In("digits.ganpack");
        Assert.Equal(0, Gan.Run("data", "pack", digits, "--out", pack).ExitCode);
        using (var file = new FileStream(pack, FileMode.Open))
        {
            file.Position = 5000;
            file.WriteByte(199);
        }

        var result = Gan.Run("data", "check", pack);
        Assert.EndsWith("pictures cannot be used, and training on the pack would stop; make it again; see above.", result.OutputLines[^1]);
        Gan.Run("train", "--dataset", "pack", "--data", pack, "--out", folder.In("runs"), "--steps", "1", "--batch", "512").Fails(1, pack);
    }

    [SkippableFact]
    public void Sets_are_told_from_their_files()
    {
        foreach (var (name, shape) in new (string, int[])[] { ("train-images-idx3-ubyte", [3, 28, 28]), ("train-labels-idx1-ubyte", [3]) })
        {
            using var stream = File.Create(folder.In(name));
            IdxWriter.Write(stream, new byte[shape.Aggregate(1, (product, length) => product * length)], shape);
        }

        var result = Gan.Run("data", "check", folder.Path);

        Assert.StartsWith("set                 mnist, ", result.Output, StringComparison.Ordinal);
        Assert.Contains("duplicate pictures  2", result.OutputLines);
    }

    [SkippableTheory]
    [InlineData("celeba", "mmlab.ie.cuhk.edu.hk")]
    [InlineData("glyphs", "needs no download")]
    public void What_cannot_be_downloaded_is_said_with_what_to_do(string name, string remedy) => Gan.Run("data", "get", name).Fails(2, remedy);

    [SkippableFact]
    public void Mistakes_are_misuse()
    {
        Gan.Run("data", "check", folder.In("no")).Fails(2, folder.In("no"), "does not exist");
        Gan.Run("data", "check", Pictures, "--size", "3").Fails(2, "size 3");
        Gan.Run("data", "check", Pictures, "--channels", "2").Fails(2, "data.channels is 2");
        Assert.Contains("gan: Unknown command 'chekc'. Did you mean 'check'?", Gan.Run("data", "chekc").ErrorLines);
    }
}
