using GanLab.Configuration;
using GanLab.Data.Downloading;
using GanLab.Formats;
using GanLab.Formats.Cifar;
using GanLab.Imaging;

namespace GanLab.Data;

/// <summary>"cifar10" and "cifar100": small colour photographs of things and animals (Krizhevsky 2009).</summary>
/// <remarks>
/// 32 pixels is the size of the files; other sizes are scaled. The labels of CIFAR-100 are its hundred classes, not their
/// twenty groups. With one channel the pictures become grey.
/// </remarks>
public sealed class CifarDataset : IPixelDataset
{
    private readonly CifarBatch batch;
    private readonly Lazy<string> hash;

    private CifarDataset(string name, CifarBatch batch, IReadOnlyList<string> classNames, int size, int channels)
    {
        (Name, this.batch, ClassNames, Shape) = (name, batch, classNames, new SampleShape(channels, size, size));
        hash = new Lazy<string>(() => ContentDigest.Of(this));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public SampleShape Shape { get; }

    /// <inheritdoc/>
    public long? Count => batch.Labels.Length;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames { get; }

    /// <inheritdoc/>
    public string ContentHash => hash.Value;

    /// <summary>Reads a part of the set; without a folder it is downloaded once (162 MB) and kept.</summary>
    /// <param name="kind">Which of the two sets.</param>
    /// <param name="folder">Where the files of the binary version are; null for a folder in <see cref="CacheFolder"/>.</param>
    /// <param name="size">The side of every sample in pixels.</param>
    /// <param name="channels">3 for RGB or 1 for grey.</param>
    /// <param name="isTest">Whether to read the 10,000 pictures for testing, not the 50,000 for training.</param>
    /// <param name="progress">Told the part of the download that is done, in [0, 1].</param>
    /// <exception cref="ConfigException">The folder or a file is missing, or the size is not possible.</exception>
    /// <exception cref="MalformedFileException">A file is damaged.</exception>
    /// <exception cref="DatasetUnavailableException">There is no folder and no network.</exception>
    public static CifarDataset Open(
        CifarKind kind, string? folder = null, int size = 32, int channels = 3, bool isTest = false, IProgress<double>? progress = null)
    {
        var set = DownloadCatalog.Of(kind);
        ImageRequest.Check(set.Name, size, channels);
        if (folder is null)
        {
            folder = Path.Combine(CacheFolder.Path, set.Name);
            using var download = new FileDownload();
            set.Fill(folder, download, progress);
        }

        var (batch, classNames) = CifarFiles.Read(folder, kind, isTest);
        return new CifarDataset(set.Name, batch, classNames, size, channels);
    }

    /// <inheritdoc/>
    public long Read(long index, Span<float> sample) => this.ReadAsNumbers(index, sample);

    /// <inheritdoc/>
    public long ReadPixels(long index, Span<byte> pixels)
    {
        this.CheckRead(index, pixels);
        var planes = batch.Pixels.AsSpan((int)index * CifarFile.PictureLength, CifarFile.PictureLength);
        var picture = Shape.Channels == 1 ? Grey(planes) : Interleaved(planes);
        if (Shape.Width != CifarFile.Side)
        {
            picture = Lanczos.Scale(new Bitmap(CifarFile.Side, CifarFile.Side, Shape.Channels, picture), Shape.Width, Shape.Height).Pixels;
        }

        picture.CopyTo(pixels);
        return batch.Labels[index];
    }

    /// <summary>Nothing is held but memory.</summary>
    public void Dispose()
    {
    }

    private static byte[] Interleaved(ReadOnlySpan<byte> planes)
    {
        var pixels = new byte[planes.Length];
        var plane = planes.Length / 3;
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = planes[(i % 3 * plane) + (i / 3)];
        }

        return pixels;
    }

    private static byte[] Grey(ReadOnlySpan<byte> planes)
    {
        var pixels = new byte[planes.Length / 3];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (red, green, blue) = (planes[i], planes[pixels.Length + i], planes[(2 * pixels.Length) + i]);
            pixels[i] = (byte)MathF.Round((0.2126f * red) + (0.7152f * green) + (0.0722f * blue)); // ITU-R BT.709
        }

        return pixels;
    }
}
