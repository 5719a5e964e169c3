using System.Diagnostics;
using System.Globalization;
using GanLab.Formats.Idx;
using GanLab.Formats.Png;
using GanLab.Formats.SafeTensors;
using GanLab.Formats.TorchArchive;

namespace GanLab.Formats.Tests;

public sealed class OrdinaryFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, Action<string>> Readers => new()
    {
        { "idx", path => IdxFile.ReadBytes(path) },
        { "png", path => PngReader.Read(path) },
        { "safetensors", path => SafeTensorsFile.Read(path) },
        { "safetensors header", path => SafeTensorsFile.ReadHeader(path) },
        { "torch", path => TorchArchiveFile.Read(path) },
        { "small file", path => OrdinaryFile.ReadAllBytes(path, 100) },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Readers))]
    public void An_empty_file_is_refused(string name, Action<string> read) => Refuses(name, read, folder.Write("empty", []), "empty");

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_folder_is_refused(string name, Action<string> read) => Refuses(name, read, folder.Path, "is a folder");

    [SkippableTheory]
    [MemberData(nameof(Readers))]
    public void A_pipe_is_not_waited_for(string name, Action<string> read)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no named pipes among its files.");
        using (var maker = Process.Start("mkfifo", [folder.In("pipe")]))
        {
            maker.WaitForExit();
        }

        File.CreateSymbolicLink(folder.In("link"), folder.In("pipe"));

        Refuses(name, read, folder.In("pipe"), "a pipe or a device");
        Refuses(name, read, folder.In("link"), "a pipe or a device");
    }

    [SkippableTheory]
    [MemberData(nameof(Readers))]
    public void A_device_is_not_read(string name, Action<string> read)
    {
        Skip.IfNot(File.Exists("/dev/zero"), "There is no /dev/zero here.");

        Refuses(name, read, "/dev/zero", "a pipe or a device");
        Refuses(name, read, "/dev/null", "a pipe or a device");
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void An_absent_file_is_no_damaged_one(string name, Action<string> read) =>
        Assert.True(Record.Exception(() => read(folder.In("absent"))) is FileNotFoundException, name);

    [Fact]
    public void A_link_to_a_file_is_followed()
    {
        File.CreateSymbolicLink(folder.In("link"), folder.Write("file", "content"));

        Assert.Equal("content"u8.ToArray(), OrdinaryFile.ReadAllBytes(folder.In("link"), 7));
    }

    [Fact]
    public void A_link_to_itself_is_no_hang()
    {
        File.CreateSymbolicLink(folder.In("link"), folder.In("link"));

        Assert.ThrowsAny<IOException>(() => OrdinaryFile.OpenRead(folder.In("link")));
    }

    [Fact]
    public void A_file_above_the_limit_is_refused_before_memory_is_taken()
    {
        using (var file = File.Create(folder.In("large")))
        {
            file.SetLength(5L << 30); // sparse: it takes no room on the disk
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Refuses("small file", path => OrdinaryFile.ReadAllBytes(path, 100), folder.In("large"), (5L << 30).ToString(CultureInfo.InvariantCulture));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 16);
    }

    private static void Refuses(string name, Action<string> read, string path, string expected)
    {
        var error = Assert.Throws<MalformedFileException>(() => read(path));
        Assert.True(error.Message.Contains(expected, StringComparison.Ordinal) && error.FilePath == path, $"{name}: {error.Message}");
    }
}
