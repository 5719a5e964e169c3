using GanLab.Configuration;
using GanLab.Data.Downloading;
using GanLab.Formats;
using GanLab.Imaging;

namespace GanLab.Data;

/// <summary>"mnist": handwritten digits, white on black (LeCun, Bottou, Bengio and Haffner 1998).</summary>
/// <remarks>
/// 28 pixels is the size of the files; 32 adds a black border of two pixels, which keeps the strokes as sharp as they
/// were; other sizes are scaled. Sets in the same format under the same file names, such as Fashion-MNIST, are read too.
/// The label is the digit.
/// </remarks>
public sealed class MnistDataset : IPixelDataset
{
    private const int NativeSide = 28;
    private const int PaddedSide = 32;

    private readonly byte[] images;
    private readonly byte[] labels;
    private readonly Lazy<string> hash;

    private MnistDataset(byte[] images, byte[] labels, int size, int channels)
    {
        (this.images, this.labels, Shape) = (images, labels, new SampleShape(channels, size, size));
        hash = new Lazy<string>(() => ContentDigest.Of(this));
    }

    /// <inheritdoc/>
    public string Name => "mnist";

    /// <inheritdoc/>
    public SampleShape Shape { get; }

    /// <inheritdoc/>
    public long? Count => labels.Length;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames { get; } = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <inheritdoc/>
    public string ContentHash => hash.Value;

    /// <summary>The folder that <see cref="Open"/> downloads to when it is given none.</summary>
    public static string DownloadFolder => Path.Combine(CacheFolder.Path, "mnist");

    /// <summary>Reads a part of the set; without a folder it is downloaded once and kept.</summary>
    /// <param name="folder">Where the files are, gzip or not; null for <see cref="DownloadFolder"/>.</param>
    /// <param name="size">The side of every sample in pixels.</param>
    /// <param name="channels">1, or 3 for the same grey in every channel.</param>
    /// <param name="part">Which digits.</param>
    /// <param name="handler">Answers the requests of the download; by default the network does.</param>
    /// <param name="progress">Told the part of the download that is done, in [0, 1].</param>
    /// <exception cref="ConfigException">The folder or a file is missing, or the size is not possible.</exception>
    /// <exception cref="MalformedFileException">A file is damaged, or two do not belong together.</exception>
    /// <exception cref="DatasetUnavailableException">There is no folder and no network.</exception>
    public static MnistDataset Open(
        string? folder = null,
        int size = 32,
        int channels = 1,
        MnistPart part = MnistPart.Train,
        HttpMessageHandler? handler = null,
        IProgress<double>? progress = null)
    {
        ImageRequest.Check("mnist", size, channels);
        if (folder is null && MnistFiles.Find(DownloadFolder, part) is not (not null, not null))
        {
            using var download = new FileDownload(handler);
            DownloadCatalog.Mnist.Fill(DownloadFolder, download, progress);
        }

        var (images, labels) = MnistFiles.Read(folder ?? DownloadFolder, part);
        return new MnistDataset(images, labels, size, channels);
    }

    /// <inheritdoc/>
    public long Read(long index, Span<float> sample) => this.ReadAsNumbers(index, sample);

    /// <inheritdoc/>
    public long ReadPixels(long index, Span<byte> pixels)
    {
        this.CheckRead(index, pixels);
        var digit = images.AsSpan((int)index * NativeSide * NativeSide, NativeSide * NativeSide);
        var plane = pixels[..(Shape.Height * Shape.Width)];
        switch (Shape.Width)
        {
            case NativeSide:
                digit.CopyTo(plane);
                break;
            case PaddedSide:
                Pad(digit, plane);
                break;
            default:
                var scaled = Lanczos.Scale(new Bitmap(NativeSide, NativeSide, 1, digit.ToArray()), Shape.Width, Shape.Height);
                scaled.Pixels.CopyTo(plane);
                break;
        }

        if (Shape.Channels > 1)
        {
            Repeat(plane, Shape.Channels, pixels);
        }

        return labels[index];
    }

    /// <summary>Nothing is held but memory.</summary>
    public void Dispose()
    {
    }

    private static void Pad(ReadOnlySpan<byte> digit, Span<byte> plane)
    {
        const int border = (PaddedSide - NativeSide) / 2;
        plane.Clear();
        for (var y = 0; y < NativeSide; y++)
        {
            digit.Slice(y * NativeSide, NativeSide).CopyTo(plane.Slice(((y + border) * PaddedSide) + border, NativeSide));
        }
    }

    // The plane lies where the pixels begin, so the last go first.
    private static void Repeat(ReadOnlySpan<byte> plane, int channels, Span<byte> pixels)
    {
        for (var i = plane.Length - 1; i >= 0; i--)
        {
            pixels.Slice(i * channels, channels).Fill(plane[i]);
        }
    }
}
