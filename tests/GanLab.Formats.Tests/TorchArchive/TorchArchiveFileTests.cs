using System.Buffers.Binary;
using System.IO.Compression;
using GanLab.Formats.Tests.Support;
using GanLab.Formats.TorchArchive;
using static GanLab.Formats.Tests.TorchArchive.PickleArchive;

namespace GanLab.Formats.Tests.TorchArchive;

public class TorchArchiveFileTests
{
    [Fact]
    public void What_is_written_is_read_back()
    {
        var root = Assert.IsType<PickleDictionary>(TorchArchiveFile.Read(new MemoryStream(Written()), "x.pt"));

        Assert.Equal(["g", "config"], root.Keys);
        Assert.True(root.TryGet<PickleDictionary>("g", out var state) && state.IsOrderedDict);
        Assert.True(state.TryGet<PickleTensor>("weight", out var weight));
        Assert.Equal("F32[2, 3]", weight.Tensor.ToString());
        Assert.Equal(Some.Floats(1, 2, 3, 4, 5, 6), weight.Tensor.Data.ToArray());
        Assert.True(root.TryGet<PickleDictionary>("config", out var config));
        Assert.Equal(0.1, Assert.IsType<PickleFloat>(config["rate"]).Value);
        Assert.Equal(long.MinValue, Assert.IsType<PickleInteger>(config["steps"]).Value);
        Assert.Equal("Ж", Assert.IsType<PickleString>(config["name"]).Value);
        Assert.False(root.TryGet<PickleTensor>("config", out _));
    }

    [Fact]
    public void Equal_values_give_equal_bytes() => Assert.Equal(Written(), Written());

    [Fact]
    public void The_base_library_reads_our_zip()
    {
        using var zip = new ZipArchive(new MemoryStream(Written()));

        Assert.Equal(
            ["archive/data.pkl", "archive/byteorder", "archive/data/0", "archive/version"], zip.Entries.Select(entry => entry.FullName));
        using var storage = zip.GetEntry("archive/data/0")!.Open();
        var bytes = new byte[24];
        storage.ReadExactly(bytes);
        Assert.Equal(Some.Floats(1, 2, 3, 4, 5, 6), bytes);
    }

    [Fact]
    public void Every_cut_is_refused()
    {
        var file = Written();

        Assert.All(Enumerable.Range(0, file.Length), length => Refused(new MemoryStream(file[..length])));
    }

    [Fact]
    public void A_cut_file_says_so() =>
        Assert.Contains("it was cut short", Refused(new MemoryStream(Written()[..500])).Message);

    [Fact]
    public void A_flipped_bit_in_a_tensor_is_found()
    {
        var file = Written();
        file[file.AsSpan().IndexOf(Some.Floats(1, 2, 3, 4)) + 3] ^= 1;

        Assert.Contains("checksum of 'archive/data/0'", Refused(new MemoryStream(file)).Message);
    }

    [Fact]
    public void Bytes_after_the_archive_are_refused() => Refused(new MemoryStream([.. Written(), 0]));

    [Theory]
    [InlineData("1", "version '1'")]
    [InlineData("11", "version '11'")]
    [InlineData("x", "version 'x'")]
    public void Unknown_versions_are_named(string version, string expected) =>
        Assert.Contains(expected, Refused(Of("N.", version: version)).Message);

    [Fact]
    public void Big_endian_files_are_refused() =>
        Assert.Contains("byte order 'big'", Refused(Of("N.", byteOrder: "big")).Message);

    [Fact]
    public void A_compressed_entry_is_not_inflated()
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "x/version", [(byte)'3']);
            Add(zip, "x/data.pkl", new byte[50_000_000], CompressionLevel.Optimal);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("compressed or encrypted entry 'x/data.pkl'", Refused(stream).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Another_zip_file_is_refused()
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "readme.txt", [1]);
        }

        Assert.Contains("has no data.pkl", Refused(stream).Message);
    }

    [Fact]
    public void Entries_outside_the_folder_are_refused()
    {
        var stream = Of("N.");
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            Add(zip, "evil", [1]);
        }

        Assert.Contains("'evil' is not in the folder 'x/'", Refused(stream).Message);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("x/../../evil")]
    [InlineData("x/..")]
    [InlineData("/etc/evil")]
    [InlineData("x\\..\\evil")]
    [InlineData("C:evil")]
    public void A_name_that_would_escape_its_folder_is_refused(string name)
    {
        var stream = Of("N.");
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            Add(zip, name, [1]);
        }

        Assert.Contains($"'{name}' would lie outside", Refused(stream).Message);
    }

    [Fact]
    public void Two_entries_of_one_name_are_refused()
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "x/data.pkl", "N."u8.ToArray());
            Add(zip, "x/data.pkl", "N."u8.ToArray());
        }

        Assert.Contains("two entries are called 'x/data.pkl'", Refused(stream).Message);
    }

    [Fact]
    public void Entries_that_share_bytes_are_refused()
    {
        // The content of storage 0 looks like the header of an entry x/data/1; the directory is then made to point at it.
        byte[] header = [.. "PK\x03\x04"u8, .. new byte[22], 8, 0, 0, 0, .. "x/data/1"u8];
        var stream = Of("N.", [.. header, .. new byte[64]]);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            Add(zip, "x/data/1", new byte[16]);
        }

        var file = stream.ToArray();
        var directory = file.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(directory + 42), file.AsSpan().IndexOf(header));

        Assert.Contains("'x/data/1' overlaps another entry", Refused(new MemoryStream(file)).Message);
    }

    [Fact]
    public void An_entry_that_is_not_where_the_directory_says_is_refused()
    {
        var file = Of("N.", new byte[64]).ToArray();
        var directory = file.AsSpan().LastIndexOf("PK\x01\x02"u8);
        file.AsSpan(directory + 42, 4).Clear();

        Assert.Contains("there is no header of 'x/data/0'", Refused(new MemoryStream(file)).Message);
    }

    [Theory]
    [InlineData("hello, this is text", "not with PK")]
    [InlineData("\x80\x02}q\0.", "bare pickle")]
    public void Other_files_are_refused_with_what_they_are(string content, string expected) =>
        Assert.Contains(expected, Refused(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(content))).Message);

    [Fact]
    public void A_value_that_contains_itself_is_not_written()
    {
        var dictionary = new PickleDictionary();
        dictionary["self"] = dictionary;

        Assert.Throws<ArgumentException>(() => TorchArchiveFile.Write(new MemoryStream(), dictionary));
    }

    [Fact]
    public void Damaged_copies_are_refused_in_one_way_only() =>
        Assert.InRange(Mutations.Refused(Written(), 5000, file => TorchArchiveFile.Read(file, "x.pt")), 3000, 5000);

    private static byte[] Written()
    {
        var stream = new MemoryStream();
        TorchArchiveFile.Write(stream, new PickleDictionary
        {
            ["g"] = PickleDictionary.StateDict([new("weight", new RawTensor(TensorDType.F32, [2, 3], Some.Floats(1, 2, 3, 4, 5, 6)))]),
            ["config"] = new PickleDictionary { ["rate"] = 0.1, ["steps"] = long.MinValue, ["name"] = "Ж" },
        });
        return stream.ToArray();
    }
}
