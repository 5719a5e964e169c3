using System.Text;
using GanLab.Formats.Png;
using GanLab.Formats.TensorBoard;
using GanLab.Formats.Tests.Support;

namespace GanLab.Formats.Tests.TensorBoard;

public sealed class EventFileTests : IDisposable
{
    private static readonly DateTimeOffset OneSecond = DateTimeOffset.UnixEpoch.AddSeconds(1);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private EventFile Create() => EventFile.Create(folder.Path, OneSecond, "host");

    private static byte[] Picture(int width, int height, int channels)
    {
        using var stream = new MemoryStream();
        PngWriter.Write(stream, width, height, channels, Some.Bytes(width * height * channels));
        return stream.ToArray();
    }

    // Fields, lengths and numbers worked out by hand from event.proto and the TFRecord format; the four checksums with a
    // bitwise CRC in Python.
    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        var file = Create();

        file.AppendScalars(OneSecond, 300, [("loss/d", 1.0)]);

        Assert.Equal(
            "1800000000000000" + "A37F4B22" // 24 bytes
            + "09000000000000F03F" + "1A0D" + Convert.ToHexString(Encoding.ASCII.GetBytes("brain.Event:2")) + "86BF577A"
            + "1D00000000000000" + "602FDF23" // 29 bytes
            + "09000000000000F03F" + "10AC02" // wall time 1.0, step 300
            + "2A0F" + "0A0D" + "0A066C6F73732F64" + "150000803F" + "D39EE902", // summary, value, tag, 1.0f
            Convert.ToHexString(File.ReadAllBytes(file.Path)));
    }

    [Fact]
    public void The_name_says_when_and_where() =>
        Assert.Equal("events.out.tfevents.0000000001.host", Path.GetFileName(Create().Path));

    [Fact]
    public void Files_of_the_same_second_are_kept_apart()
    {
        var first = Create();
        var second = Create();

        second.AppendScalars(OneSecond, 1, [("a", 1)]);

        Assert.StartsWith(Path.GetFileName(first.Path), Path.GetFileName(second.Path));
        Assert.Single(EventReader.Records(File.ReadAllBytes(first.Path)));
        Assert.Equal(2, EventReader.Records(File.ReadAllBytes(second.Path)).Count);
    }

    [Fact]
    public void Scalars_are_read_back_with_step_time_and_names()
    {
        var file = Create();

        file.AppendScalars(OneSecond.AddMilliseconds(500), long.MaxValue, [("loss/d", 0.25), ("seconds", double.NaN)]);

        var record = EventReader.Fields(EventReader.Records(File.ReadAllBytes(file.Path))[1]);
        var values = EventReader.Fields((byte[])record[2].Value).Select(field => EventReader.Fields((byte[])field.Value)).ToArray();
        Assert.Equal([(1, 1.5), (2, long.MaxValue)], record[..2]);
        Assert.Equal(["loss/d", "seconds"], values.Select(value => Encoding.UTF8.GetString((byte[])value[0].Value)));
        Assert.Equal([(2, 0.25f), (2, float.NaN)], values.Select(value => value[1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_picture_is_read_back_with_its_size(int channels)
    {
        var png = Picture(7, 200, channels);
        var file = Create();

        file.AppendImage(OneSecond, 0, "samples", png);

        var summary = EventReader.Fields(EventReader.Records(File.ReadAllBytes(file.Path))[1])[2];
        var value = EventReader.Fields((byte[])EventReader.Fields((byte[])summary.Value)[0].Value);
        var image = EventReader.Fields((byte[])value[1].Value);
        Assert.Equal("samples"u8.ToArray(), value[0].Value);
        Assert.Equal(4, value[1].Field);
        Assert.Equal([(1, 200L), (2, 7L), (3, (long)channels)], image[..3]);
        Assert.Equal(png, image[3].Value);
    }

    [Fact]
    public void What_is_no_picture_is_refused_and_leaves_the_file_as_it_was()
    {
        var file = Create();

        Assert.Contains("'samples'", Assert.Throws<ArgumentException>(() => file.AppendImage(OneSecond, 0, "samples", new byte[100])).Message);
        Assert.Throws<ArgumentException>(() => file.AppendImage(OneSecond, 0, "samples", Picture(2, 2, 1).AsSpan(0, 20)));

        Assert.Single(EventReader.Records(File.ReadAllBytes(file.Path)));
    }

    [Fact]
    public void A_start_is_a_session_log_with_the_step()
    {
        var file = Create();

        file.AppendStart(OneSecond, 5);

        var record = EventReader.Fields(EventReader.Records(File.ReadAllBytes(file.Path))[1]);
        Assert.Equal((2, 5L), record[1]);
        Assert.Equal(7, record[2].Field);
        Assert.Equal([(1, 1L)], EventReader.Fields((byte[])record[2].Value));
    }

    [Fact]
    public void A_record_that_was_torn_is_cut_off_before_the_next()
    {
        var file = Create();
        File.AppendAllText(file.Path, "half of a record");

        file.AppendScalars(OneSecond, 2, [("a", 1)]);

        Assert.Equal(2, EventReader.Records(File.ReadAllBytes(file.Path)).Count);
    }

    [Fact]
    public void Events_can_be_read_while_the_file_is_being_written()
    {
        var file = Create();
        using var reader = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

        file.AppendScalars(OneSecond, 2, [("a", 1)]);

        Assert.Equal(new FileInfo(file.Path).Length, reader.Length);
    }

    [SkippableFact]
    public void TensorBoard_reads_what_was_written()
    {
        Skip.If(PythonTensorBoard.IsAbsent, PythonTensorBoard.WhyAbsent);
        var file = Create();
        file.AppendScalars(OneSecond, 3, [("loss/d", 0.5)]);
        file.AppendImage(OneSecond, 3, "samples", Picture(6, 4, 3));

        Assert.Equal("[(3, 0.5)] [(3, 6, 4)]", PythonTensorBoard.Run(
            """
            import sys
            from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
            events = EventAccumulator(sys.argv[1]).Reload()
            print([(e.step, e.value) for e in events.Scalars("loss/d")], [(e.step, e.width, e.height) for e in events.Images("samples")])
            """,
            folder.Path).Trim());
    }
}
