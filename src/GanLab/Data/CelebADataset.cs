using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Imaging;

namespace GanLab.Data;

/// <summary>"celeba": faces with 40 yes-or-no attributes, aligned and cropped by the makers of the set.</summary>
/// <remarks>
/// Liu, Luo, Wang and Tang, "Deep learning face attributes in the wild", ICCV 2015. Each picture of 178x218 is cut to the
/// 178x178 in its middle, as is usual, and scaled. Any part of the set will do: what lies in the folder is used. There
/// are no labels; attributes are had from <see cref="Attributes"/>.
/// </remarks>
public sealed class CelebADataset : IPixelDataset
{
    /// <summary>The side of the square cut from each picture.</summary>
    public const int Crop = 178;

    private readonly ImageStore store;
    private readonly float[][] attributes;

    private CelebADataset(ImageStore store, IReadOnlyList<string> names, float[][] attributes) =>
        (this.store, AttributeNames, this.attributes, ContentHash) =
        (store, names, attributes, ContentDigest.Of(store.Shape, [], new int[store.Count], store.Hashes));

    /// <inheritdoc/>
    public string Name => "celeba";

    /// <inheritdoc/>
    public SampleShape Shape => store.Shape;

    /// <inheritdoc/>
    public long? Count => store.Count;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => [];

    /// <inheritdoc/>
    public string ContentHash { get; }

    /// <summary>The names of the attributes in their order, for instance "Smiling"; empty without list_attr_celeba.txt.</summary>
    public IReadOnlyList<string> AttributeNames { get; }

    /// <summary>The folders and then the pictures that were left out because they cannot be read.</summary>
    public required IReadOnlyList<UnreadableFile> Unreadable { get; init; }

    /// <summary>How many pictures the attribute file lists that are not in the folder.</summary>
    public required int ListedButMissing { get; init; }

    /// <summary>How many pictures in the folder were left out because the attribute or partition file does not list them.</summary>
    public required int PresentButUnlisted { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings =>
    [
        .. UnreadableFile.Warnings(Unreadable, store.Count),
        .. ListedButMissing == 0 ? [] : (string[])[$"{ListedButMissing} pictures of the attribute file are not in the folder."],
        .. PresentButUnlisted == 0 ? [] : (string[])[$"{PresentButUnlisted} pictures are in no text file and are left out."],
    ];

    /// <summary>Finds and checks the pictures, on all cores, and reads the text files that are there.</summary>
    /// <param name="folder">
    /// The folder with img_align_celeba, list_attr_celeba.txt and list_eval_partition.txt, or img_align_celeba itself. The
    /// text files may be missing, or lie in the folders Anno and Eval as their makers ship them.
    /// </param>
    /// <param name="size">The side of every sample in pixels; 64 is usual.</param>
    /// <param name="channels">3 for RGB or 1 for grey.</param>
    /// <param name="partition">The part to use; null for every picture, as GANs are usually trained.</param>
    /// <param name="memory">
    /// Bytes of pictures to keep, by default 3 GiB or a third of what there is; those beyond are decoded anew each time.
    /// </param>
    /// <param name="progress">Told the part of the files that is done, in [0, 1], from any thread.</param>
    /// <exception cref="ConfigException">The folder holds no pictures of the set, or the partition asked for is unknown.</exception>
    /// <exception cref="MalformedFileException">A text file is damaged; the message has the line.</exception>
    public static CelebADataset Open(
        string folder,
        int size = 64,
        int channels = 3,
        CelebAPartition? partition = null,
        long? memory = null,
        IProgress<double>? progress = null)
    {
        ImageRequest.Check("celeba", size, channels);
        var found = CelebASelection.Find(folder, partition);
        var (store, unreadable) = ImageStore.Open(found.Images, found.Files, channels, new SquareTarget(size, Crop), memory, progress);
        return new CelebADataset(store, found.AttributeNames, AttributesOf(store, found.Attributes))
        {
            Unreadable = [.. found.Unreadable, .. unreadable],
            ListedButMissing = found.ListedButMissing,
            PresentButUnlisted = found.PresentButUnlisted,
        };
    }

    /// <inheritdoc/>
    public long Read(long index, Span<float> sample) => this.ReadAsNumbers(index, sample);

    /// <inheritdoc/>
    public long ReadPixels(long index, Span<byte> pixels)
    {
        this.CheckRead(index, pixels);
        store.Read(index, pixels);
        return 0;
    }

    /// <summary>1 for yes and 0 for no, in the order of <see cref="AttributeNames"/>; empty where those are.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is outside the set.</exception>
    public ReadOnlySpan<float> Attributes(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, store.Count);
        return attributes.Length == 0 ? [] : attributes[index];
    }

    /// <summary>The file that sample <paramref name="index"/> comes from.</summary>
    public string Path(long index) => store.Path(index);

    /// <summary>Nothing is held but memory.</summary>
    public void Dispose()
    {
    }

    private static float[][] AttributesOf(ImageStore store, IReadOnlyDictionary<string, float[]>? byFile) =>
        byFile is null ? [] : [.. Enumerable.Range(0, store.Count).Select(i => byFile[CelebASelection.Key(store.Path(i))])];
}
