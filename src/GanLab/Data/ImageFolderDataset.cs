using GanLab.Configuration;
using GanLab.Imaging;

namespace GanLab.Data;

/// <summary>"folder": all pictures in a folder and the folders in it, the largest square of each scaled to one size.</summary>
/// <remarks>
/// Every file is decoded once at opening. Those that cannot be read are left out and listed in <see cref="Unreadable"/>,
/// for the caller to show. Where every picture lies in a folder directly below the given one, and there are at least two
/// such folders, their names are the classes. Hidden files are not looked at.
/// </remarks>
public sealed class ImageFolderDataset : IPixelDataset
{
    private readonly ImageStore store;
    private readonly int[] labels;

    private ImageFolderDataset(string folder, ImageStore store, IReadOnlyList<UnreadableFile> unreadable)
    {
        (this.store, Unreadable) = (store, unreadable);
        (ClassNames, labels) = FolderClasses.Of(Enumerable.Range(0, store.Count).Select(i => PictureSearch.Below(folder, store.Path(i))));
        ContentHash = ContentDigest.Of(store.Shape, ClassNames, labels, store.Hashes);
    }

    /// <inheritdoc/>
    public string Name => "folder";

    /// <inheritdoc/>
    public SampleShape Shape => store.Shape;

    /// <inheritdoc/>
    public long? Count => store.Count;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames { get; }

    /// <inheritdoc/>
    public string ContentHash { get; }

    /// <summary>The folders and then the files that were left out, each in the order of their names.</summary>
    public IReadOnlyList<UnreadableFile> Unreadable { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings => UnreadableFile.Warnings(Unreadable, store.Count);

    /// <summary>Finds and checks the pictures, on all cores.</summary>
    /// <param name="folder">Where the pictures are; the order of samples is that of the paths below it.</param>
    /// <param name="size">The side of every sample in pixels.</param>
    /// <param name="channels">3 for RGB or 1 for grey, whatever the files have.</param>
    /// <param name="memory">
    /// Bytes of pictures to keep, by default 3 GiB or a third of what there is; those beyond are decoded anew each time.
    /// </param>
    /// <param name="progress">Told the part of the files that is done, in [0, 1], from any thread.</param>
    /// <exception cref="ConfigException">The folder does not exist, has no pictures, or none that can be read.</exception>
    /// <exception cref="ImageLibraryMissingException">libvips is not installed.</exception>
    public static ImageFolderDataset Open(
        string folder, int size, int channels = 3, long? memory = null, IProgress<double>? progress = null)
    {
        ImageRequest.Check("folder", size, channels);
        var (files, closed) = PictureSearch.FindSome(folder);
        var (store, unreadable) = ImageStore.Open(folder, files, channels, new SquareTarget(size), memory, progress);
        return new ImageFolderDataset(folder, store, [.. closed, .. unreadable]);
    }

    /// <inheritdoc/>
    public long Read(long index, Span<float> sample) => this.ReadAsNumbers(index, sample);

    /// <inheritdoc/>
    public long ReadPixels(long index, Span<byte> pixels)
    {
        this.CheckRead(index, pixels);
        store.Read(index, pixels);
        return labels[index];
    }

    /// <summary>The file that sample <paramref name="index"/> comes from.</summary>
    public string Path(long index) => store.Path(index);

    /// <summary>Nothing is held but memory.</summary>
    public void Dispose()
    {
    }
}
