using System.Buffers.Binary;

namespace GanLab.Tests.Imaging;

/// <summary>Pictures that loaders stumble over, made here byte by byte.</summary>
internal static class NastyPictures
{
    /// <summary>A PNG whose header declares 60,000x60,000 pixels over a few bytes of data.</summary>
    public static byte[] Bomb
    {
        get
        {
            byte[] file = [.. HandmadePng.Plain(8, 8, 1, 2, 3)];
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), 60_000);
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), 60_000);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), HandmadePng.Checksum(file.AsSpan(12, 17)));
            return file;
        }
    }

    public static byte[] Grey => HandmadePng.Make(80, 80, 8, HandmadePng.Grey, Noise(80 * 80));

    public static byte[] GreyAlpha => HandmadePng.Make(80, 80, 8, HandmadePng.GreyAlpha, Noise(2 * 80 * 80));

    public static byte[] Rgba => HandmadePng.Make(80, 80, 8, HandmadePng.Rgba, Noise(4 * 80 * 80));

    public static byte[] Deep => HandmadePng.Make(80, 80, 16, HandmadePng.Rgb, Noise(6 * 80 * 80));

    public static byte[] Paletted => HandmadePng.Make(80, 80, 8, HandmadePng.Palette, [.. Noise(80 * 80).Select(value => (byte)(value % 3))], [1, 2, 3, 40, 50, 60, 7, 80, 9]);

    public static byte[] Pixel => HandmadePng.Plain(1, 1, 200, 100, 50);

    public static byte[] Banner => Rgb(seed: 9, width: 800, height: 80);

    /// <summary>The GIF of <see cref="TinyPictures"/> with its picture a second time.</summary>
    public static byte[] AnimatedGif
    {
        get
        {
            var gif = TinyPictures.Gif;
            var picture = gif.AsSpan().IndexOf((byte)0x2C);
            return [.. gif[..^1], .. gif[picture..]];
        }
    }

    /// <summary>Noise in colour, another for each seed.</summary>
    public static byte[] Rgb(int seed, int width = 80, int height = 80) =>
        HandmadePng.Make(width, height, 8, HandmadePng.Rgb, Noise(3 * width * height, seed));

    private static byte[] Noise(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
