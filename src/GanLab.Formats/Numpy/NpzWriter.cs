using System.IO.Compression;

namespace GanLab.Formats.Numpy;

/// <summary>Writes arrays as <c>numpy.load</c> reads them: .npy files in an uncompressed zip.</summary>
/// <remarks>
/// The numbers of an array may come in pieces, so that it need not fit into memory. Nothing says when a file was made: equal
/// arrays give equal bytes on one operating system.
/// </remarks>
/// <param name="stream">Where they go; seekable, and stays open.</param>
public sealed class NpzWriter(Stream stream) : IDisposable
{
    private static readonly DateTimeOffset NoDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero); // the earliest that a zip can have

    private readonly ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
    private Stream? array;
    private string name = "";
    private long missing;

    /// <summary>Begins an array, once the one before it is complete.</summary>
    /// <param name="name">What <c>numpy.load</c> finds it by, for instance "arr_0".</param>
    /// <param name="type">Of its numbers; NumPy has all but BF16.</param>
    /// <param name="shape">At most 32 sizes, outermost first, at least 0.</param>
    /// <exception cref="InvalidOperationException">Numbers of the array before it are missing.</exception>
    /// <exception cref="ArgumentException">A size is negative, they are too many or too large together, or NumPy has no such type.</exception>
    public void Begin(string name, TensorDType type, params IReadOnlyList<long> shape)
    {
        End();
        var header = NpyHeader.Of(type, shape);
        missing = type.ByteCount(shape)
            ?? throw new ArgumentException($"An array of {string.Join("x", shape)} cannot be.", nameof(shape));
        this.name = name;
        var entry = archive.CreateEntry($"{name}.npy", CompressionLevel.NoCompression);
        entry.LastWriteTime = NoDate;
        array = entry.Open();
        array.Write(header);
    }

    /// <summary>Writes the next numbers of the array, row-major, little-endian.</summary>
    /// <exception cref="InvalidOperationException">They are more than its shape has, or no array was begun.</exception>
    /// <exception cref="IOException">The disk is full or the file cannot be written.</exception>
    public void Write(ReadOnlySpan<byte> numbers)
    {
        if (array is null || numbers.Length > missing)
        {
            throw new InvalidOperationException($"The array '{name}' has room for {missing} bytes more, not for {numbers.Length}.");
        }

        array.Write(numbers);
        missing -= numbers.Length;
    }

    /// <summary>Completes the file; nothing may follow.</summary>
    /// <exception cref="InvalidOperationException">Numbers of the last array are missing.</exception>
    public void Finish()
    {
        End();
        archive.Dispose();
    }

    /// <summary>Lets go of the stream. What was not finished before looks like a file, and is none: throw it away.</summary>
    public void Dispose()
    {
        array?.Dispose();
        archive.Dispose();
    }

    private void End()
    {
        if (missing > 0)
        {
            throw new InvalidOperationException($"Of the array '{name}' {missing} bytes are missing.");
        }

        array?.Dispose();
        array = null;
    }
}
