using System.Buffers.Binary;
using System.Text;
using GanLab.Formats.SafeTensors;
using GanLab.Formats.Tests.Support;

namespace GanLab.Formats.Tests.SafeTensors;

public class SafeTensorsFileTests
{
    private const string Attention = """{"attn.0":{"dtype":"F32","shape":[1,2,3],"data_offsets":[0,24]}}""";

    [Fact]
    public void A_file_is_laid_out_as_the_format_says()
    {
        var file = Written([new("attn.0", new RawTensor(TensorDType.F32, [1, 2, 3], Some.Floats(0, 1, 2, 3, 4, 5)))]);

        Assert.Equal(FileOf(Attention, Some.Floats(0, 1, 2, 3, 4, 5)), file);
        Assert.Equal([64, 0, 0, 0, 0, 0, 0, 0, (byte)'{'], file[..9]);
    }

    [Fact]
    public void Widest_elements_come_first_then_names_and_the_header_is_padded_to_eight()
    {
        var byteTensor = new RawTensor(TensorDType.U8, [1], new byte[] { 9 });
        var floatTensor = new RawTensor(TensorDType.F32, [], Some.Floats(2));

        var file = Written(
            [new("b", byteTensor), new("z", floatTensor), new("a", floatTensor), new("long", new RawTensor(TensorDType.I64, [1], Some.Longs(7)))],
            [new("step", "200"), new("format", "pt")]);

        const string Header = """
            {"__metadata__":{"format":"pt","step":"200"},"long":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},
            "a":{"dtype":"F32","shape":[],"data_offsets":[8,12]},"z":{"dtype":"F32","shape":[],"data_offsets":[12,16]},
            "b":{"dtype":"U8","shape":[1],"data_offsets":[16,17]}}
            """;
        var text = Encoding.UTF8.GetString(file[8..^17]);
        Assert.Equal(Header.ReplaceLineEndings(""), text.TrimEnd(' '));
        Assert.Equal(0, text.Length % 8);
        Assert.Equal([.. Some.Longs(7), .. Some.Floats(2, 2), 9], file[^17..]);
    }

    [Fact]
    public void Everything_is_read_back()
    {
        KeyValuePair<string, RawTensor>[] tensors =
        [
            .. Enum.GetValues<TensorDType>().Select(
                type => KeyValuePair.Create($"{type} Ж\"\\", new RawTensor(type, [3, 2], Some.Bytes(6 * type.ElementSize())))),
            new("empty", new RawTensor(TensorDType.F32, [0, 5], default)),
        ];

        var content = SafeTensorsFile.Read(new MemoryStream(Written(tensors, [new("é", "\n🙂")])), "x");

        Assert.Equal(tensors.Length, content.Tensors.Count);
        Assert.All(tensors, pair =>
        {
            var read = content.Tensors[pair.Key];
            Assert.Equal(pair.Value.ToString(), read.ToString());
            Assert.Equal(pair.Value.Data.ToArray(), read.Data.ToArray());
        });
        Assert.Equal([new("é", "\n🙂")], content.Metadata);
    }

    [Fact]
    public void The_header_alone_can_be_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.safetensors", FileOf(Attention, new byte[24]));

        var (name, entry) = Assert.Single(SafeTensorsFile.ReadHeader(path).Tensors);

        Assert.Equal(("attn.0", TensorDType.F32, 0L, 24L), (name, entry.DType, entry.Begin, entry.End));
        Assert.Equal([1, 2, 3], entry.Shape);
    }

    [Fact]
    public void The_order_in_which_tensors_are_given_does_not_matter()
    {
        var one = new RawTensor(TensorDType.U8, [1], new byte[] { 1 });
        var two = new RawTensor(TensorDType.U8, [1], new byte[] { 2 });

        Assert.Equal(Written([new("a", one), new("b", two)]), Written([new("b", two), new("a", one)]));
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "__metadata__")]
    public void A_name_that_is_taken_is_not_written(string first, string second)
    {
        var tensor = new RawTensor(TensorDType.U8, [0], default);

        Assert.Contains($"'{second}' is taken", Assert.Throws<ArgumentException>(() => Written([new(first, tensor), new(second, tensor)])).Message);
    }

    internal static byte[] Written(
        IEnumerable<KeyValuePair<string, RawTensor>> tensors, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        var stream = new MemoryStream();
        SafeTensorsFile.Write(stream, tensors, metadata);
        return stream.ToArray();
    }

    internal static byte[] FileOf(string header, byte[] data)
    {
        var bytes = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
        return [.. length, .. bytes, .. data];
    }
}
