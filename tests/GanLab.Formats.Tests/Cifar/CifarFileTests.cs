using GanLab.Formats.Cifar;
using GanLab.Formats.Tests.Support;

namespace GanLab.Formats.Tests.Cifar;

public sealed class CifarFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static CifarBatch Read(byte[] file, CifarKind kind = CifarKind.Cifar10) =>
        CifarFile.Read(new MemoryStream(file), "batch.bin", kind);

    private static byte[] Record(byte[] labels, byte first) =>
        [.. labels, .. Enumerable.Range(0, CifarFile.PictureLength).Select(i => (byte)(first + i))];

    private static string Refusal(byte[] file, CifarKind kind = CifarKind.Cifar10) =>
        Assert.Throws<MalformedFileException>(() => Read(file, kind)).Message;

    [Fact]
    public void Records_are_a_label_and_three_planes()
    {
        var batch = Read([.. Record([3], 0), .. Record([9], 7)]);

        Assert.Equal([3, 9], batch.Labels);
        Assert.Equal(2 * 3072, batch.Pixels.Length);
        Assert.Equal((7, 8), (batch.Pixels[3072], batch.Pixels[3073]));
    }

    [Fact]
    public void Of_two_labels_the_second_is_the_class() =>
        Assert.Equal([99], Read(Record([19, 99], 0), CifarKind.Cifar100).Labels);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3072)]
    [InlineData(3074)]
    [InlineData(6145)]
    public void A_length_that_is_no_whole_number_of_records_is_refused(int length) =>
        Assert.Contains($"its {length} bytes are no whole number of records of 3073 bytes", Refusal(new byte[length]));

    [Fact]
    public void Labels_out_of_range_are_named_with_their_place()
    {
        Assert.Contains("the label of picture 1 is 10, where 0 to 9 are possible at byte 3073", Refusal([.. Record([0], 0), .. Record([10], 0)]));
        Assert.Contains("the group of picture 0 is 20, where 0 to 19", Refusal(Record([20, 0], 0), CifarKind.Cifar100));
        Assert.Contains("the label of picture 0 is 100, where 0 to 99", Refusal(Record([0, 100], 0), CifarKind.Cifar100));
    }

    [Fact]
    public void Names_are_one_in_a_line_with_empty_lines_at_the_end()
    {
        string[] names = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
        var path = folder.Write("batches.meta.txt", string.Join("\r\n", names) + "\n\n");

        Assert.Equal(names, CifarFile.ReadNames(path, CifarKind.Cifar10));
    }

    [Theory]
    [InlineData("a\nb\n")]
    [InlineData("a\nb\nc\nd\ne\nf\ng\nh\ni\ni\n")]
    [InlineData("\n")]
    public void Names_that_are_not_one_for_each_class_are_refused(string text)
    {
        var path = folder.Write("names.txt", text);

        Assert.Contains("10 different names", Assert.Throws<MalformedFileException>(() => CifarFile.ReadNames(path, CifarKind.Cifar10)).Message);
    }

    [Fact]
    public void A_long_text_in_place_of_the_names_is_refused_before_it_is_read()
    {
        var path = folder.Write("names.txt", new byte[1 << 20]);

        Assert.Contains("above the limit", Assert.Throws<MalformedFileException>(() => CifarFile.ReadNames(path, CifarKind.Cifar10)).Message);
    }

    [Fact]
    public void Damaged_files_are_read_or_refused_and_nothing_else() => Mutations.Refused(
        [.. Record([1, 2], 0), .. Record([3, 4], 1)], 2000, stream => CifarFile.Read(stream, "x", CifarKind.Cifar100));
}
