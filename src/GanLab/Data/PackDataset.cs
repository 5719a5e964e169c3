using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Formats.Pack;

namespace GanLab.Data;

/// <summary>"pack": a set in one file that 'gan data pack' made; see docs/data.md.</summary>
/// <remarks>
/// Its samples, labels and order are those of the set that was packed. Each part of the file is checked against its hash
/// when it is first looked at.
/// </remarks>
public sealed class PackDataset : IPixelDataset
{
    private readonly PackFile file;
    private readonly string path;

    private PackDataset(string path, PackFile file) => (this.path, this.file) = (path, file);

    /// <inheritdoc/>
    public string Name => "pack";

    /// <inheritdoc/>
    public SampleShape Shape => ShapeOf(file.Header);

    /// <inheritdoc/>
    public long? Count => file.Header.Count;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => file.Header.ClassNames;

    /// <summary>That of the set that was packed, as it stands in the pack.</summary>
    public string ContentHash => file.Header.ContentHash;

    /// <summary>What the pack says of itself.</summary>
    public PackHeader Header => file.Header;

    /// <summary>Opens and checks a pack; the pictures are read when they are asked for.</summary>
    /// <exception cref="ConfigException">There is no file at <paramref name="path"/>.</exception>
    /// <exception cref="MalformedFileException">The file is no pack, not whole or damaged.</exception>
    public static PackDataset Open(string path) =>
        File.Exists(path) ? new PackDataset(path, PackFile.Open(path)) : throw new ConfigException(Missing(path));

    /// <inheritdoc/>
    /// <exception cref="MalformedFileException">The part of the file that the sample is in is damaged.</exception>
    public long Read(long index, Span<float> sample) => this.ReadAsNumbers(index, sample);

    /// <inheritdoc/>
    /// <exception cref="MalformedFileException">The part of the file that the sample is in is damaged.</exception>
    public long ReadPixels(long index, Span<byte> pixels)
    {
        this.CheckRead(index, pixels);
        file.ReadPixels((int)index, pixels);
        return file.Label((int)index);
    }

    /// <summary>The file that sample <paramref name="index"/> came from, below the folder that was packed; "" if from none of its own.</summary>
    public string Path(long index) => file.Name(checked((int)index));

    /// <summary>Checks every part of the file now; returns a sentence for each that is damaged.</summary>
    /// <param name="progress">Told the part that is done, in [0, 1].</param>
    public IReadOnlyList<string> Verify(IProgress<double>? progress = null) => file.Verify(progress);

    /// <summary>Unmaps and closes the file.</summary>
    public void Dispose() => file.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"pack '{path}'";

    internal static SampleShape ShapeOf(PackHeader header) => new(header.Channels, header.Height, header.Width);

    /// <summary>What is wrong with a request, as far as the header tells it; empty if nothing.</summary>
    internal static IReadOnlyList<string> Problems(DatasetRequest request)
    {
        if (!File.Exists(request.Directory))
        {
            return [Missing(request.Directory)];
        }

        var header = PackFile.ReadHeader(request.Directory);
        var fits = (request.Size ?? header.Height) == header.Height && (request.Channels ?? header.Channels) == header.Channels;
        return fits ? [] :
        [
            $"'{request.Directory}' holds pictures of {header.Height} pixels in {header.Channels} channels; leave --size and "
            + "data.channels away, or pack the set again as wanted.",
        ];
    }

    private static string Missing(string? path) => Directory.Exists(path)
        ? $"'{path}' is a folder; give a .ganpack file, or train on the pictures in it with --dataset folder."
        : $"There is no pack '{path}'; make one with 'gan data pack DIR --out {path}'.";
}
