using GanLab.Formats.SafeTensors;
using GanLab.Formats.Tests.Support;
using static GanLab.Formats.Tests.SafeTensors.SafeTensorsFileTests;

namespace GanLab.Formats.Tests.SafeTensors;

public class HostileSafeTensorsTests
{
    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", "'b' overlaps")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}}""", "gap of 1 bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", "gap of 1 bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", "take 4 bytes where 3 are")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", "bytes after the last tensor")]
    [InlineData("{}", "bytes after the last tensor")]
    public void Tensors_must_fill_the_file_exactly(string header, string expected) => Refuses(header, expected);

    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,3]}}""", "does not take the 3 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,3]}}""", "does not take the 3 bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4294967296,4294967296,4294967296],"data_offsets":[0,3]}}""", "does not take")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}""", "does not take")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0,9223372036854775807,3],"data_offsets":[0,0]}}""", "does not take")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-3],"data_offsets":[0,3]}}""", "integers from 0")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3.5],"data_offsets":[0,3]}}""", "integers from 0")]
    [InlineData("""{"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,3]}}""", "integers from 0")]
    [InlineData("""{"a":{"dtype":"U8","shape":["3"],"data_offsets":[0,3]}}""", "integers from 0")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[3,0]}}""", "in order")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0]}}""", "two data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,1,3]}}""", "two data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3]}}""", "two data_offsets")]
    [InlineData("""{"a":{}}""", "needs a dtype")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[3],"data_offsets":[0,3]}}""", "dtype 'F8_E4M3' of the tensor 'a' is not supported")]
    [InlineData("""{"a":{"dtype":"1","shape":[3],"data_offsets":[0,3]}}""", "dtype '1'")]
    [InlineData("""{"a":{"dtype":7,"shape":[3],"data_offsets":[0,3]}}""", "not a JSON text")]
    [InlineData("""{"a":{"dtype":"U8","dtype":"U8","shape":[3],"data_offsets":[0,3]}}""", "repeated field 'dtype'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3],"x":1}}""", "repeated field 'x'")]
    [InlineData("""{"a":3}""", "not a JSON object")]
    public void A_tensor_must_be_described_rightly(string header, string expected) => Refuses(header, expected);

    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""", "'a' appears twice")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"\u0061":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""", "'a' appears twice")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "'__metadata__' appears twice")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"}}""", "'k' appears twice")]
    [InlineData("""{"__metadata__":{"k":1}}""", "the text 'k' is not a JSON text")]
    [InlineData("""{"__metadata__":{"k":{"k":"1"}}}""", "the text 'k' is not a JSON text")]
    [InlineData("""{"__metadata__":[]}""", "not a JSON object")]
    [InlineData("""{"\ud800":{}}""", "no Unicode")]
    [InlineData("""{"a":""", "no JSON")]
    [InlineData("""{} {}""", "no JSON")]
    [InlineData("""{}//""", "no JSON")]
    [InlineData("""[]""", "does not begin with a brace")]
    [InlineData(""" {}""", "does not begin with a brace")]
    public void The_header_must_be_right(string header, string expected) => Refuses(header, expected);

    [Fact]
    public void A_header_that_is_no_UTF8_is_refused()
    {
        var file = FileOf("""{"__metadata__":{"k":"?"}}""", []);
        file[file.AsSpan().IndexOf((byte)'?')] = 0xFF;

        Assert.Contains("no UTF-8", Refused(file).Message);
    }

    [Fact]
    public void Deep_nesting_is_refused() => Refuses("{\"a\":" + new string('[', 100_000), "no");

    [Theory]
    [InlineData(new byte[] { 0, 225, 245, 5, 0, 0, 0, 0 }, "ends inside the header of 100000000 bytes")]
    [InlineData(new byte[] { 1, 225, 245, 5, 0, 0, 0, 0 }, "above the limit of 100000000")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 }, "18446744073709551615")]
    [InlineData(new byte[] { 1, 0, 0 }, "ends inside the length of the header")]
    public void A_header_longer_than_the_file_or_the_cap_is_refused_before_memory_is_taken(byte[] file, string expected)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains(expected, Refused(file).Message);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Every_cut_is_refused()
    {
        var file = Good();

        Assert.All(Enumerable.Range(0, file.Length), length => Refused(file[..length]));
    }

    [Fact]
    public void The_place_of_an_error_is_a_byte_of_the_file()
    {
        const string Header = """{"a":{"dtype":"U9","shape":[3],"data_offsets":[0,3]}}""";

        Assert.Equal(8 + Header.IndexOf("\"U9\"", StringComparison.Ordinal), Refused(FileOf(Header, new byte[3])).Offset);
    }

    [Fact]
    public void Damaged_copies_are_refused_in_one_way_only() =>
        Assert.InRange(Mutations.Refused(Good(), 6000, file => SafeTensorsFile.Read(file, "x")), 4000, 6000);

    private static byte[] Good() => Written(
        [
            new("w", new RawTensor(TensorDType.F32, [2], Some.Floats(1, 2))),
            new("n", new RawTensor(TensorDType.I64, [], Some.Longs(3))),
        ],
        [new("k", "v")]);

    private static void Refuses(string header, string expected) =>
        Assert.Contains(expected, Refused(FileOf(header, new byte[3])).Message);

    private static MalformedFileException Refused(byte[] file) =>
        Assert.Throws<MalformedFileException>(() => SafeTensorsFile.Read(new MemoryStream(file), "x"));
}
