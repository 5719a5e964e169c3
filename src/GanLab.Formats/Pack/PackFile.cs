using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Text;

namespace GanLab.Formats.Pack;

/// <summary>A data set in one file (.ganpack), mapped into memory: only what is looked at is read from the disk.</summary>
/// <remarks>
/// The format is described in docs/data.md. At opening the length, the header, the hashes of all blocks and the labels
/// are checked; each block of 256 KiB is checked against its SHA-256 when something in it is asked for the first time, so
/// a damaged byte is reported, with its place, before anything is learned from it. Before each access the length of the
/// file is looked at again, because touching a mapped page that a shorter file no longer has would end the process. All
/// members may be called from any thread at once, except <see cref="Dispose"/>.
/// </remarks>
public sealed class PackFile : IDisposable
{
    private readonly string path;
    private readonly FileStream file;
    private readonly MemoryMappedFile mapping;
    private readonly MemoryMappedViewAccessor view;
    private readonly PackLayout layout;
    private readonly PackBlocks blocks;
    private readonly int[] labels;

    private PackFile(string path, FileStream file, PackJson json, PackLayout layout, byte[] hashes)
    {
        (this.path, this.file, this.layout, Header) = (path, file, layout, json.Header);
        mapping = MemoryMappedFile.CreateFromFile(
            file, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        view = mapping.CreateViewAccessor(0, layout.Hashes, MemoryMappedFileAccess.Read);
        blocks = new PackBlocks(path, layout, hashes, CopyMapped);
        try
        {
            labels = ReadLabels();
        }
        catch
        {
            view.Dispose();
            mapping.Dispose();
            throw;
        }
    }

    /// <summary>What the pack says of itself.</summary>
    public PackHeader Header { get; }

    /// <summary>Checks everything but the pictures and names, and maps the file.</summary>
    /// <exception cref="MalformedFileException">The file is no pack, not whole, damaged, or of a later version.</exception>
    /// <exception cref="IOException">It is absent or cannot be read.</exception>
    public static PackFile Open(string path)
    {
        var file = OrdinaryFile.OpenRead(path);
        try
        {
            var (json, layout) = PackReader.ReadHeader(file, path);
            return new PackFile(path, file, json, layout, PackReader.ReadHashes(file, path, json, layout));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads and checks the header only.</summary>
    /// <exception cref="MalformedFileException">The file is no pack, not whole, damaged, or of a later version.</exception>
    /// <exception cref="IOException">It is absent or cannot be read.</exception>
    public static PackHeader ReadHeader(string path)
    {
        using var file = OrdinaryFile.OpenRead(path);
        return PackReader.ReadHeader(file, path).Json.Header;
    }

    /// <summary>The label of a sample, an index into <see cref="PackHeader.ClassNames"/>; 0 in a set without labels.</summary>
    public int Label(int index) => labels[index];

    /// <summary>Copies a picture, [H, W, C] with the channels of a pixel side by side.</summary>
    /// <param name="index">In [0, Count).</param>
    /// <param name="pixels">Room for <see cref="PackHeader.Stride"/> bytes.</param>
    /// <exception cref="MalformedFileException">The block that it lies in is damaged, or the file was cut meanwhile.</exception>
    public void ReadPixels(int index, Span<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Header.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, Header.Stride, nameof(pixels));
        Read(layout.Picture(index), pixels);
    }

    /// <summary>The file that a sample came from, below the folder that was packed; "" where it came from no file of its own.</summary>
    /// <exception cref="MalformedFileException">The block that it lies in is damaged, or the file was cut meanwhile.</exception>
    public string Name(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Header.Count);
        var (begin, end) = (index == 0 ? 0 : NameEnd(index - 1), NameEnd(index));
        if (begin < 0 || end < begin || end > layout.NamesLength || end - begin > PackFormat.BlockLength)
        {
            throw MalformedFileException.Damaged(
                path, $"the name of sample {index} goes from {begin} to {end}", layout.NameEnds + ((long)index * PackFormat.NameEndLength));
        }

        var name = new byte[end - begin];
        Read(layout.Names + begin, name);
        return Encoding.UTF8.GetString(name);
    }

    /// <summary>Checks every block now; returns the damaged ones, each as a sentence with its place.</summary>
    /// <param name="progress">Told the part that is done, in [0, 1].</param>
    public IReadOnlyList<string> Verify(IProgress<double>? progress = null) => blocks.Verify(progress);

    /// <summary>Unmaps and closes the file.</summary>
    public void Dispose()
    {
        view.Dispose();
        mapping.Dispose();
        file.Dispose();
    }

    private long NameEnd(int index)
    {
        Span<byte> bytes = stackalloc byte[PackFormat.NameEndLength];
        Read(layout.NameEnds + ((long)index * PackFormat.NameEndLength), bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    private int[] ReadLabels()
    {
        var bytes = new byte[checked(Header.Count * PackFormat.LabelLength)];
        Read(layout.Labels, bytes);
        var classes = Math.Max(1, Header.ClassNames.Count);
        var read = new int[Header.Count];
        for (var i = 0; i < read.Length; i++)
        {
            read[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(i * PackFormat.LabelLength));
            if (read[i] < 0 || read[i] >= classes)
            {
                throw MalformedFileException.Damaged(
                    path, $"label {i} is {read[i]}, where 0 to {classes - 1} are possible", layout.Labels + ((long)i * PackFormat.LabelLength));
            }
        }

        return read;
    }

    private void Read(long offset, Span<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        blocks.Require(offset, bytes.Length);
        CopyMapped(offset, bytes);
    }

    private void CopyMapped(long offset, Span<byte> bytes)
    {
        var length = RandomAccess.GetLength(file.SafeFileHandle);
        if (length < layout.Header)
        {
            throw MalformedFileException.Truncated(path, length, "the pictures; it was cut while it was in use");
        }

        view.SafeMemoryMappedViewHandle.ReadSpan((ulong)offset, bytes);
    }
}
