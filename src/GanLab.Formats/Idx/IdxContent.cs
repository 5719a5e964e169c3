using System.Buffers.Binary;
using System.IO.Compression;

namespace GanLab.Formats.Idx;

/// <summary>The bytes of an IDX file after decompression, read with distrust.</summary>
internal sealed class IdxContent : IDisposable
{
    // Deflate cannot expand by more than 1032; a size beyond that is not worth the memory.
    private const long GreatestRatio = 1040;

    // Up to this size anything that deflate can do is believed, beyond it only what real data compress to.
    private const long BelievedSize = 64 << 20;
    private const long BelievedRatio = 64;
    private const int FirstPart = 1 << 16;
    private const string DownloadAgain = "download it again";

    private readonly Stream file;
    private readonly Stream content;
    private readonly string name;
    private readonly bool isGzip;
    private long position;

    public IdxContent(Stream file, string name)
    {
        (this.file, this.name) = (file, name);
        Span<byte> magic = stackalloc byte[2];
        file.Position = 0;
        isGzip = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) == magic.Length && magic is [0x1F, 0x8B];
        file.Position = 0;
        content = isGzip ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : file;
    }

    private string Place => isGzip ? " (after decompression)" : "";

    public IdxArray Read()
    {
        var shape = ReadShape();
        var size = shape.Aggregate((Int128)1, (product, length) => product * length);
        RefuseWhatCannotFit(shape, size);

        var (data, read) = ReadData((int)size);
        if (read < (int)size)
        {
            throw Short(shape, read);
        }

        if (Fill(stackalloc byte[1]) != 0)
        {
            throw MalformedFileException.TrailingBytes(
                name, position - 1, $"the {IdxHeader.Describe(shape)} declared{Place}");
        }

        CheckLengthInTrailer();
        return new IdxArray(data, shape);
    }

    public void Dispose()
    {
        if (isGzip)
        {
            content.Dispose();
        }
    }

    // How much compressed data there is shows only when it is taken out, so memory is taken as it comes.
    private (byte[] Data, int Read) ReadData(int size)
    {
        var data = GC.AllocateUninitializedArray<byte>(isGzip ? Math.Min(size, FirstPart) : size);
        var read = Fill(data);
        while (read == data.Length && read < size)
        {
            Array.Resize(ref data, (int)Math.Min(size, 2L * data.Length));
            read += Fill(data.AsSpan(read));
        }

        return (data, read);
    }

    private int[] ReadShape()
    {
        Span<byte> magic = stackalloc byte[4];
        FillHeader(magic);
        if (magic is not [0, 0, _, _])
        {
            throw MalformedFileException.NotThisFormat(
                name,
                "an IDX file",
                $"it begins with {Convert.ToHexString(magic)}, not 0000{Place}",
                $"give an IDX file, or {DownloadAgain}");
        }

        if (magic[2] != IdxHeader.UnsignedByte)
        {
            throw MalformedFileException.Unsupported(
                name,
                $"an IDX file of {IdxHeader.TypeName(magic[2])}",
                "give one of unsigned bytes (code 0x08), as MNIST is",
                2);
        }

        if (magic[3] is 0 or > IdxHeader.GreatestRank)
        {
            throw MalformedFileException.Unsupported(
                name,
                $"an array of {magic[3]} dimensions",
                $"give one of 1 to {IdxHeader.GreatestRank}, or {DownloadAgain}",
                3);
        }

        Span<byte> sizes = stackalloc byte[magic[3] * sizeof(uint)];
        FillHeader(sizes);
        var shape = new int[magic[3]];
        for (var i = 0; i < shape.Length; i++)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(sizes[(i * sizeof(uint))..]);
            shape[i] = size <= int.MaxValue
                ? (int)size
                : throw MalformedFileException.TooLarge(name, $"dimension {i}", size, int.MaxValue, 4 + (i * sizeof(uint)));
        }

        return shape;
    }

    private void FillHeader(Span<byte> destination)
    {
        if (Fill(destination) < destination.Length)
        {
            throw MalformedFileException.Truncated(name, position, $"the header of an IDX file{Place}");
        }
    }

    private void RefuseWhatCannotFit(int[] shape, Int128 size)
    {
        if (size > Array.MaxLength)
        {
            throw MalformedFileException.TooLarge(
                name, $"the size of {IdxHeader.Describe(shape)} in bytes", size, Array.MaxLength, 4);
        }

        if (!isGzip && size > file.Length - position)
        {
            throw Short(shape, file.Length - position);
        }

        if (isGzip && size > file.Length * (size > BelievedSize ? BelievedRatio : GreatestRatio))
        {
            throw MalformedFileException.Because(
                name, $"{IdxHeader.Describe(shape)} are declared but the file has only {file.Length} bytes", DownloadAgain, 4);
        }
    }

    private MalformedFileException Short(int[] shape, long bytes)
    {
        var itemSize = shape.Skip(1).Aggregate(1L, (product, length) => product * length);
        var items = $"{bytes / itemSize} {(shape.Length switch { 1 => "labels", 3 => "images", _ => "items" })}";
        return MalformedFileException.Because(
            name, $"{IdxHeader.Describe(shape)} are declared but the file ends after {items}", DownloadAgain);
    }

    private int Fill(Span<byte> destination)
    {
        var read = 0;
        try
        {
            while (read < destination.Length)
            {
                var count = content.Read(destination[read..]);
                if (count == 0)
                {
                    break;
                }

                read += count;
            }
        }
        catch (InvalidDataException cause)
        {
            throw MalformedFileException.Because(
                name, "the compressed data is damaged", DownloadAgain, cause: cause);
        }

        position += read;
        return read;
    }

    // A gzip file ends with the length of its content, so a lost tail or something stuck on behind shows here.
    private void CheckLengthInTrailer()
    {
        if (!isGzip)
        {
            return;
        }

        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        file.Seek(-trailer.Length, SeekOrigin.End);
        file.ReadExactly(trailer);
        var declared = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        if (declared != (uint)position)
        {
            throw MalformedFileException.Because(
                name,
                $"the gzip file should end with the length of its content, {position}, but {declared} is there",
                $"it was cut or something was added: {DownloadAgain}",
                file.Length - trailer.Length);
        }
    }
}
