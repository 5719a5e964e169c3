using System.Collections.Concurrent;
using System.Security.Cryptography;
using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Imaging;

namespace GanLab.Data;

/// <summary>The pictures of a set, each checked once, cut and scaled, and kept as bytes as far as memory allows.</summary>
internal sealed class ImageStore
{
    private const long MostMemory = 3L << 30; // all of CelebA at 64 pixels takes 2.3 GiB

    private readonly string[] paths;
    private readonly byte[]?[] cache;
    private readonly SquareTarget target;

    private ImageStore(string[] paths, byte[]?[] cache, byte[] hashes, int channels, SquareTarget target) =>
        (this.paths, this.cache, Hashes, this.target, Shape) = (paths, cache, hashes, target, new(channels, target.Size, target.Size));

    /// <summary>Bytes of pictures kept in memory unless said otherwise: 3 GiB, or a third of what there is if that is less.</summary>
    private static long UsualMemory => Math.Min(MostMemory, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 3);

    public SampleShape Shape { get; }

    public int Count => paths.Length;

    /// <summary>[Count, 32]: SHA-256 of the bytes of each picture, see <see cref="ContentDigest"/>.</summary>
    public byte[] Hashes { get; }

    public string Path(long index) => paths[index];

    /// <summary>Decodes every file on all cores; those that cannot be read are left out and named in the second result.</summary>
    /// <exception cref="ConfigException">Not one file can be read.</exception>
    public static (ImageStore Store, IReadOnlyList<UnreadableFile> Unreadable) Open(
        string folder, IReadOnlyList<string> files, int channels, SquareTarget target, long? memory, IProgress<double>? progress)
    {
        var cached = Math.Min(files.Count, (memory ?? UsualMemory) / new SampleShape(channels, target.Size, target.Size).Length);
        var pictures = new byte[]?[files.Count];
        var hashes = new byte[checked(files.Count * ContentDigest.PictureLength)];
        var broken = new ConcurrentDictionary<int, string>();
        var done = 0;
        ParallelReading.Run(files.Count, i =>
        {
            try
            {
                var picture = ImageCodec.DecodeSquare(files[i], channels, target);
                SHA256.HashData(picture.Pixels, hashes.AsSpan(i * ContentDigest.PictureLength));
                pictures[i] = i < cached ? picture.Pixels : null;
            }
            catch (MalformedFileException exception)
            {
                broken[i] = exception.Message;
            }

            progress?.Report(Interlocked.Increment(ref done) / (double)files.Count);
        });

        var unreadable = broken.OrderBy(pair => pair.Key).Select(pair => new UnreadableFile(files[pair.Key], pair.Value)).ToArray();
        if (unreadable.Length == files.Count)
        {
            throw NothingReadable(folder, unreadable);
        }

        var good = Enumerable.Range(0, files.Count).Where(i => !broken.ContainsKey(i)).ToArray();
        byte[] goodHashes = good.Length == files.Count
            ? hashes
            : [.. good.SelectMany(i => hashes[(i * ContentDigest.PictureLength)..((i + 1) * ContentDigest.PictureLength)])];
        var store = new ImageStore([.. good.Select(i => files[i])], [.. good.Select(i => pictures[i])], goodHashes, channels, target);
        return (store, unreadable);
    }

    /// <summary>Writes a picture, [H, W, C].</summary>
    public void Read(long index, Span<byte> pixels) =>
        (cache[index] ?? ImageCodec.DecodeSquare(paths[index], Shape.Channels, target).Pixels).CopyTo(pixels);

    private static ConfigException NothingReadable(string folder, UnreadableFile[] unreadable) => new(
    [
        $"'{folder}': not one of the {unreadable.Length} pictures can be read; give a folder with whole pictures.",
        .. UnreadableFile.Reasons(unreadable),
    ]);
}
