using System.IO.Compression;
using GanLab.Formats;
using GanLab.Formats.Png;

namespace GanLab.Imaging;

/// <summary>A picture as bytes, rows from the top, the channels of a pixel side by side.</summary>
public sealed class Bitmap
{
    /// <summary>Wraps <paramref name="pixels"/> without copying them.</summary>
    /// <param name="width">Pixels across, at least 1.</param>
    /// <param name="height">Pixels down, at least 1.</param>
    /// <param name="channels">1 grey or 3 RGB.</param>
    /// <param name="pixels">height x width x channels bytes.</param>
    /// <exception cref="ArgumentException">A size or the number of pixels is not as said above.</exception>
    public Bitmap(int width, int height, int channels, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        CheckChannels(channels);
        if ((long)width * height * channels != pixels.Length)
        {
            throw new ArgumentException(
                $"{width}x{height} pixels of {channels} channels take {(long)width * height * channels} bytes, not {pixels.Length}.",
                nameof(pixels));
        }

        (Width, Height, Channels, Pixels) = (width, height, channels, pixels);
    }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>1 grey, 3 RGB.</summary>
    public int Channels { get; }

    /// <summary>[Height, Width, Channels]; belongs to this picture and may be written to.</summary>
    public byte[] Pixels { get; }

    /// <summary>Writes a PNG to <paramref name="stream"/>, which stays open; the same picture gives the same bytes.</summary>
    /// <param name="stream">Where it goes.</param>
    /// <param name="texts">Keywords and texts to store in the file, for instance how the picture was made.</param>
    /// <param name="level">How much time to spend on a smaller file.</param>
    public void WritePng(
        Stream stream, IEnumerable<KeyValuePair<string, string>>? texts = null, CompressionLevel level = CompressionLevel.Optimal) =>
        PngWriter.Write(stream, Width, Height, Channels, Pixels, texts, level);

    /// <summary>Writes a PNG file, whole or not at all; unless it is durable, a loss of power may leave it empty.</summary>
    /// <param name="path">The target; its folder must exist.</param>
    /// <param name="texts">Keywords and texts to store in the file.</param>
    /// <param name="durable">Whether to wait for the disk, see <see cref="AtomicFile.Write"/>.</param>
    /// <exception cref="IOException">The disk is full or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void SavePng(string path, IEnumerable<KeyValuePair<string, string>>? texts = null, bool durable = true) =>
        AtomicFile.Write(path, stream => WritePng(stream, texts), durable);

    internal static void CheckChannels(int channels)
    {
        if (channels is not (1 or 3))
        {
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "Pictures have 1 channel (grey) or 3 (RGB).");
        }
    }
}
