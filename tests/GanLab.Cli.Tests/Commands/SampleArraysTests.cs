using System.IO.Compression;
using System.Text;
using GanLab.Acceleration;
using GanLab.Checkpoints;
using GanLab.Cli.Tests.Support;
using GanLab.Formats.Png;
using GanLab.Sampling;

namespace GanLab.Cli.Tests.Commands;

/// <summary>gan sample --out samples.npz.</summary>
public sealed class SampleArraysTests(TrainedDigits trained) : IClassFixture<TrainedDigits>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_npz_holds_the_pixels_of_the_pictures_and_their_classes()
    {
        Sample("--n", "300", "--out", folder.In("files") + "/");
        Sample("--n", "300", "--out", folder.In("samples.npz"));

        using var zip = ZipFile.OpenRead(folder.In("samples.npz"));
        Assert.Equal(["arr_0.npy", "arr_1.npy"], zip.Entries.Select(entry => entry.FullName));
        var (images, labels) = (Array(zip.Entries[0]), Array(zip.Entries[1]));
        Assert.Contains("'|u1', 'fortran_order': False, 'shape': (300, 16, 16, 1)", images.Header);
        Assert.Contains("'<i8', 'fortran_order': False, 'shape': (300,)", labels.Header);
        Assert.Equal(
            Enumerable.Range(0, 300).SelectMany(seed => PngReader.Read(folder.In("files", $"seed{seed:d6}.png")).Pixels), images.Numbers);
        Assert.Equal(
            Enumerable.Range(0, 300).Select(i => i % 10L), labels.Numbers.Chunk(8).Select(number => BitConverter.ToInt64(number)));
    }

    [Fact]
    public void An_npz_of_points_holds_their_coordinates()
    {
        Tiny.Points(folder.In("runs"), "--steps", "2");
        var run = folder.In("runs", "00000-mlp-ring8");
        using var generator = GeneratorFile.Read(Path.Combine(run, "g.pt")).Generator;
        generator.eval();
        var expected = new Sampler(generator, ComputeDevice.Open("cpu")).Draw([.. Enumerable.Range(40, 300)]);

        Assert.Equal(0, Gan.Run("sample", "--checkpoint", run, "--seed", "40", "--n", "300", "--device", "cpu", "--out", folder.In("points.NPZ")).ExitCode);

        using var zip = ZipFile.OpenRead(folder.In("points.NPZ"));
        var (header, numbers) = Array(Assert.Single(zip.Entries));
        Assert.Contains("'<f4', 'fortran_order': False, 'shape': (300, 2)", header);
        Assert.Equal(expected, numbers.Chunk(4).Select(number => BitConverter.ToSingle(number)));
    }

    [SkippableFact]
    public void A_signal_leaves_no_part_of_an_npz()
    {
        Skip.If(OperatingSystem.IsWindows(), "There is no kill on Windows.");
        using var program = GanProcess.Start("sample", "--checkpoint", trained.Generator, "--n", "1000000", "--out", folder.In("arrays", "all.npz"));
        Assert.True(SpinWait.SpinUntil(
            () => Directory.Exists(folder.In("arrays")) && Directory.EnumerateFiles(folder.In("arrays"), ".*.tmp").Any(), TimeSpan.FromMinutes(2)));

        program.Send("TERM");

        var result = program.Finish();

        Assert.Equal(130, result.ExitCode);
        Assert.Equal($"Nothing was written to '{folder.In("arrays", "all.npz")}'.", result.ErrorLines[^1]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.In("arrays")));
    }

    private static (string Header, byte[] Numbers) Array(ZipArchiveEntry entry)
    {
        const int HeaderLength = 128;
        using var stream = entry.Open();
        var content = new byte[entry.Length];
        stream.ReadExactly(content);
        return (Encoding.ASCII.GetString(content[..HeaderLength]), content[HeaderLength..]);
    }

    private void Sample(params string[] options) =>
        Assert.Equal(0, Gan.Run(["sample", "--checkpoint", trained.Generator, .. options]).ExitCode);
}
