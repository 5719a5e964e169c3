using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using GanLab.Formats.Idx;
using GanLab.Formats.Png;
using GanLab.Formats.SafeTensors;
using GanLab.Formats.Tests.Png;
using GanLab.Formats.Tests.TorchArchive;
using GanLab.Formats.TorchArchive;

namespace GanLab.Formats.Tests;

/// <summary>Small files that ask for much memory: they are refused, and before it is taken.</summary>
public class AmplificationTests
{
    [Fact]
    public void A_compressed_IDX_file_that_lies_about_its_size_takes_no_memory()
    {
        // 60 MB declared, which so much random data could not deny, and 60 KB there.
        var lie = Gzipped([.. IdxHeader(60_000, 32, 32), .. Random(60_000)]);

        Refused(lie, 1 << 20, stream => IdxFile.ReadBytes(stream, "x"), "ends after 58 images");
    }

    [Fact]
    public void A_compressed_IDX_file_of_nothing_but_zeros_is_refused_by_its_ratio()
    {
        var bomb = Gzipped([.. IdxHeader(200_000, 32, 32), .. new byte[200_000 * 32 * 32]]);

        Assert.InRange(bomb.Length, 100_000, 2_500_000);
        Refused(bomb, 1 << 20, stream => IdxFile.ReadBytes(stream, "x"), "are declared but the file has only");
    }

    [Fact]
    public void A_PNG_that_lies_about_its_size_takes_no_memory()
    {
        var file = PngReaderTests.Picture(8000, 8000, PngReaderTests.Compressed(new byte[100_000]));

        Refused(file, 1 << 20, stream => PngReader.Read(stream, "x"), "the data ends in row 12");
    }

    [Fact]
    public void A_PNG_bomb_is_refused_by_its_ratio()
    {
        var file = PngReaderTests.Picture(12_000, 6000, Deflated(new byte[12_001 * 6000]));

        Refused(file, 4 * file.Length, stream => PngReader.Read(stream, "x"), "declared");
    }

    [Fact]
    public void A_PNG_of_a_hundred_thousand_empty_chunks_takes_a_small_multiple_of_its_size()
    {
        using var stream = new MemoryStream();
        stream.Write(PngReaderTests.Picture(1, 1, PngReaderTests.Compressed([0, 7])).AsSpan(0, 33)); // signature and header
        for (var i = 0; i < 100_000; i++)
        {
            new PngChunk("teXt", []).Write(stream);
        }

        Refused(stream.ToArray(), 8 * stream.Length, source => PngReader.Read(source, "x"), "ends inside the length of a chunk");
    }

    [Fact]
    public void A_hundred_thousand_tensors_without_elements_take_a_small_multiple_of_the_header()
    {
        var entries = Enumerable.Range(0, 100_000).Select(i => $"\"{i}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}");
        var json = Encoding.ASCII.GetBytes($"{{{string.Join(',', entries)}}}");
        var file = new byte[8 + json.Length + 1]; // and a byte that belongs to none of them
        BinaryPrimitives.WriteInt64LittleEndian(file, json.Length);
        json.CopyTo(file, 8);

        Refused(file, 12L * file.Length, stream => SafeTensorsFile.Read(stream, "x"), "bytes after the last tensor");
    }

    [Theory]
    [InlineData("]", "number of values that the pickle makes")] // empty lists
    [InlineData("(", "number of values that the pickle makes")] // marks
    [InlineData("N\u0094", "number of values that the pickle makes")] // None, and remembered
    [InlineData("}", "number of values that the pickle makes")]
    public void Millions_of_values_end_at_a_million(string code, string expected) =>
        Refused(Pickle(string.Concat(Enumerable.Repeat(code, 8_000_000 / code.Length))), 200 << 20, Torch, expected);

    [Fact]
    public void A_text_repeated_by_reference_is_counted_each_time()
    {
        var recalls = string.Concat(Enumerable.Repeat("h\0", 100_000));

        Refused(Pickle($"X\0\0\u0001\0{new string('x', 1 << 16)}q\00](" + recalls + "e."), 32 << 20, Torch, "values");
        Refused(Pickle($"]q\u0001(X\0\0\u0001\0{new string('x', 1 << 16)}q\0" + recalls + "e."), 32 << 20, Torch, "length of all texts");
    }

    [Fact]
    public void Lists_in_lists_are_not_unfolded_beyond_a_few_times_the_pickle()
    {
        // Eight levels of ten: 10^8 values from 250 bytes.
        var levels = Enumerable.Range(0, 8).Select(
            level => "](" + string.Concat(Enumerable.Repeat($"h{(char)level}", 10)) + "eq" + (char)(level + 1));

        Refused(Pickle("(]q\0" + string.Concat(levels) + "t."), 1 << 20, Torch, "number of values in the pickle's tree");
    }

    [Fact]
    public void Views_of_one_storage_may_not_add_up_beyond_a_few_megabytes()
    {
        // 2^20 floats from one, sixteen times.
        var view = PickleArchive.Tensor("K\u0001", "K\0", "J\0\0\u0010\0\u0085", "K\0\u0085");
        var archive = PickleArchive.Of("\u0080\u0002](" + string.Concat(Enumerable.Repeat(view, 16)) + "e.", new byte[4]);

        Refused(archive.ToArray(), 8 << 20, Torch, "repeat or rearrange");
    }

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.Fastest)]
    public void A_deflated_entry_is_not_inflated(CompressionLevel level)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var entry = zip.CreateEntry("x/data.pkl", level).Open())
            {
                entry.Write(new byte[50_000_000]);
            }

            using var version = zip.CreateEntry("x/version", CompressionLevel.NoCompression).Open();
            version.Write("3\n"u8);
        }

        Refused(stream.ToArray(), 1 << 20, Torch, "compressed or encrypted");
    }

    private static void Torch(Stream stream) => TorchArchiveFile.Read(stream, "x");

    private static void Refused(byte[] file, long mostBytes, Action<Stream> read, string expected)
    {
        using var stream = new MemoryStream(file);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<MalformedFileException>(() => read(stream));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Contains(expected, error.Message);
        Assert.True(allocated <= mostBytes, $"{allocated} bytes were allocated for a file of {file.Length}, where {mostBytes} are allowed");
    }

    private static byte[] Pickle(string code) => PickleArchive.Of("\u0080\u0002" + code).ToArray();

    private static byte[] IdxHeader(int count, int rows, int columns)
    {
        var header = new byte[16];
        (header[2], header[3]) = (8, 3);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), count);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(8), rows);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(12), columns);
        return header;
    }

    private static byte[] Random(int count)
    {
        var bytes = new byte[count];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Deflated(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Fastest))
        {
            zlib.Write(content);
        }

        return stream.ToArray();
    }

    private static byte[] Gzipped(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }
}
