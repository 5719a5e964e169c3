using System.Buffers.Binary;
using System.IO.Compression;
using GanLab.Formats.Idx;
using GanLab.Formats.Tests.Support;

namespace GanLab.Formats.Tests.Idx;

public sealed class IdxFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_laid_out_by_hand_is_read_whatever_its_name(bool gzip)
    {
        byte[] file = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];

        var images = IdxFile.ReadImages(folder.Write("data.bin", gzip ? Gzipped(file) : file));

        Assert.Equal((2, 1, 3), (images.Count, images.Rows, images.Columns));
        Assert.Equal([1, 2, 3, 4, 5, 6], images.Pixels);
    }

    [Fact]
    public void Labels_are_read() =>
        Assert.Equal([7, 2, 1], IdxFile.ReadLabels(folder.Write("labels", [0, 0, 8, 1, 0, 0, 0, 3, 7, 2, 1])));

    [Fact]
    public void What_is_written_is_laid_out_as_the_format_says()
    {
        var stream = new MemoryStream();

        IdxWriter.Write(stream, [9, 8], 2, 1);

        Assert.Equal([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 1, 9, 8], stream.ToArray());
    }

    [Fact]
    public void Data_that_does_not_fit_its_shape_is_not_written() =>
        Assert.Contains("2x3 takes 6 bytes, not 5", Assert.Throws<ArgumentException>(
            () => IdxWriter.Write(new MemoryStream(), new byte[5], 2, 3)).Message);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_truncated_file_says_after_how_many_images_it_ends(bool gzip)
    {
        var file = Images(100, 7, 5)[..(16 + (41 * 35) + 3)];

        var error = Refused(gzip ? Gzipped(file) : file);

        Assert.EndsWith("100 images of 7x5 are declared but the file ends after 41 images; download it again.", error.Message);
    }

    [Fact]
    public void A_gzip_file_may_be_cut_anywhere_and_is_refused()
    {
        var file = Gzipped(Images(3, 4, 4));

        Assert.All(Enumerable.Range(0, file.Length), length => Refused(file[..length]));
    }

    [Fact]
    public void A_cut_gzip_file_still_says_how_many_images_there_are() =>
        Assert.Matches("ends after [0-9]+ images", Refused(Gzipped(Images(300, 28, 28))[..100_000]).Message);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Trailing_bytes_are_refused(bool gzip)
    {
        byte[] file = [.. Images(3, 4, 4), 0];

        var error = Refused(gzip ? Gzipped(file) : file);

        Assert.Equal(16 + 48, error.Offset);
        Assert.Contains("after the 3 images of 4x4", error.Message);
    }

    [Fact]
    public void Bytes_stuck_on_behind_the_compressed_data_are_refused() =>
        Assert.Contains("something was added", Refused([.. Gzipped(Images(3, 4, 4)), 1, 2, 3, 4, 5]).Message);

    [Fact]
    public void A_flipped_bit_in_compressed_data_is_found()
    {
        var file = Gzipped(Images(30, 28, 28));
        file[file.Length / 2] ^= 4;

        Assert.Contains("compressed data is damaged", Refused(file).Message);
    }

    [Fact]
    public void Labels_given_as_images_seem_swapped()
    {
        var labels = folder.Write("train-labels", [0, 0, 8, 1, 0, 0, 0, 3, 7, 2, 1]);

        var error = Assert.Throws<MalformedFileException>(() => IdxFile.ReadImages(labels));

        Assert.Contains("holds 3 labels where images were expected", error.Message);
        Assert.Contains("seem swapped", error.Message);
    }

    [Fact]
    public void Images_given_as_labels_seem_swapped()
    {
        var images = folder.Write("train-images", Images(3, 4, 4));

        var error = Assert.Throws<MalformedFileException>(() => IdxFile.ReadLabels(images));

        Assert.Contains("holds 3 images of 4x4 where labels were expected", error.Message);
        Assert.Contains("seem swapped", error.Message);
    }

    [Theory]
    [InlineData(0x09, "signed bytes")]
    [InlineData(0x0D, "32-bit floats")]
    [InlineData(0x42, "code 0x42")]
    public void Other_types_are_named(byte code, string name)
    {
        var error = Refused([0, 0, code, 1, 0, 0, 0, 0]);

        Assert.Contains(name, error.Message);
        Assert.Equal(2, error.Offset);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Impossible_numbers_of_dimensions_are_named(byte rank) =>
        Assert.Contains($"{rank} dimensions", Refused([0, 0, 8, rank, .. new byte[20]]).Message);

    [Theory]
    [InlineData(0x80000000, 1, 1)]
    [InlineData(0x7FFFFFFF, 0x7FFFFFFF, 0x7FFFFFFF)]
    [InlineData(0x10000, 0x10000, 1)]
    public void Sizes_whose_product_is_absurd_are_refused_before_memory_is_taken(uint count, uint rows, uint columns)
    {
        var file = Images(1, 1, 1);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(4), count);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(8), rows);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(12), columns);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused(file);
        Refused(Gzipped(file));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void A_gzip_bomb_is_not_inflated()
    {
        var bomb = new byte[200_000_000];
        Images(1, 2, 2).CopyTo(bomb, 0);
        var file = Gzipped(bomb);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("after the 1 images of 2x2", Refused(file).Message);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void A_web_page_saved_in_place_of_the_data_is_refused() =>
        Assert.Contains("not an IDX file", Refused("<html>404</html>"u8.ToArray()).Message);

    [Fact]
    public void Damaged_copies_are_refused_in_one_way_only()
    {
        var good = Images(3, 4, 4);

        Assert.InRange(Mutations.Refused(good, 3000, file => IdxFile.ReadBytes(file, "x")), 1000, 3000);
        Assert.InRange(Mutations.Refused(Gzipped(good), 3000, file => IdxFile.ReadBytes(file, "x")), 2500, 3000);
    }

    private static MalformedFileException Refused(byte[] file) =>
        Assert.Throws<MalformedFileException>(() => IdxFile.ReadBytes(new MemoryStream(file), "x"));

    private static byte[] Images(int count, int rows, int columns)
    {
        var stream = new MemoryStream();
        IdxWriter.Write(stream, Some.Bytes(count * rows * columns), count, rows, columns);
        return stream.ToArray();
    }

    private static byte[] Gzipped(byte[] content)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }
}
