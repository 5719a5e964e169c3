using System.Diagnostics;
using System.Text;
using GanLab.Runs;

namespace GanLab.Tests.Runs;

public sealed class LineFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Takes 20 bytes; like a disk, it takes what fits of a longer text before it fails.
    private sealed class FullDisk : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            var fits = (int)Math.Min(buffer.Length, 20 - Position);
            base.Write(buffer[..fits]);
            if (fits < buffer.Length)
            {
                throw new IOException("No space left on device");
            }
        }
    }

    [Fact]
    public void Of_a_line_that_does_not_fit_nothing_is_left()
    {
        using var disk = new FullDisk();
        LineFile.Append(disk, "{\"step\":1}\n");

        Assert.Throws<IOException>(() => LineFile.Append(disk, "{\"step\":2,\"more\":3}\n"));
        LineFile.Append(disk, "{\"s\":3}\n");

        Assert.Equal("{\"step\":1}\n{\"s\":3}\n", Encoding.UTF8.GetString(disk.ToArray()));
    }

    [Fact]
    public void Lines_are_read_back_and_there_are_none_where_there_is_no_file()
    {
        LineFile.Append(folder.In("lines"), "one\ntwo\n");
        LineFile.Append(folder.In("lines"), "three\n");
        File.WriteAllText(folder.In("empty"), "");

        Assert.Equal(["one", "two", "three"], LineFile.Read(folder.In("lines")));
        Assert.Empty(LineFile.Read(folder.In("empty")));
        Assert.Empty(LineFile.Read(folder.In("absent")));
    }

    [SkippableFact]
    public void A_pipe_is_not_waited_for()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such pipes.");
        using (var maker = Process.Start("mkfifo", [folder.In("pipe")]))
        {
            maker.WaitForExit();
        }

        Assert.Empty(LineFile.Read(folder.In("pipe")));
        Assert.Empty(MetricsHistory.Read(folder.In("pipe")));
    }
}
