using System.Buffers.Binary;

namespace GanLab.Formats;

/// <summary>A file being read with distrust: every length is checked against what is there before memory is taken for it.</summary>
internal sealed class SourceFile
{
    private readonly Stream stream;

    /// <summary>Begins at the start of <paramref name="stream"/>, whatever its position.</summary>
    /// <param name="stream">Seekable; not disposed.</param>
    /// <param name="path">What error messages call the file.</param>
    public SourceFile(Stream stream, string path)
    {
        (this.stream, Path, Length) = (stream, path, stream.Length);
        Seek(0);
    }

    public string Path { get; }

    public long Length { get; }

    public long Position { get; private set; }

    /// <summary>Bytes between here and the end.</summary>
    public long Remaining => Length - Position;

    public void Seek(long position)
    {
        stream.Position = position;
        Position = position;
    }

    /// <summary>Fills <paramref name="destination"/>; <paramref name="part"/> names what is being read ("the header").</summary>
    public void Fill(Span<byte> destination, string part)
    {
        var read = stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        Position += read;
        if (read < destination.Length)
        {
            throw MalformedFileException.Truncated(Path, Position, part);
        }
    }

    public byte[] Read(long count, string part)
    {
        if (count == 0)
        {
            return [];
        }

        if (count > Length - Position)
        {
            throw MalformedFileException.Truncated(Path, Length, part);
        }

        if (count > Array.MaxLength)
        {
            throw MalformedFileException.TooLarge(Path, $"the size of {part}", count, Array.MaxLength, Position);
        }

        var bytes = GC.AllocateUninitializedArray<byte>((int)count);
        Fill(bytes, part);
        return bytes;
    }

    public uint ReadUInt32BigEndian(string part)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        Fill(bytes, part);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }
}
