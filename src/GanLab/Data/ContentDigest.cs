using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using GanLab.Configuration;

namespace GanLab.Data;

/// <summary>The hash of what training sees of a set of pictures: shape, class names, and each label and picture in order.</summary>
/// <remarks>
/// It does not depend on where the files lie, what they are called or how they are compressed, so a folder, its copy and a
/// pack of it have the same hash; another order, label, size or pixel gives another. Pixels are hashed as they are after
/// cutting and scaling: where another image library decodes a file differently, the set is another one, as it should be.
/// </remarks>
internal static class ContentDigest
{
    /// <summary>Bytes of the hash of a picture.</summary>
    public const int PictureLength = SHA256.HashSizeInBytes;

    /// <param name="shape">Of every picture.</param>
    /// <param name="classNames">Empty for a set without labels.</param>
    /// <param name="labels">[N].</param>
    /// <param name="pictures">[N, 32]: SHA-256 of each picture's bytes, [H, W, C].</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string Of(SampleShape shape, IReadOnlyList<string> classNames, IReadOnlyList<int> labels, ReadOnlySpan<byte> pictures)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("ganlab pictures 1"u8);
        foreach (var number in (int[])[shape.Channels, shape.Height, shape.Width, labels.Count, classNames.Count])
        {
            Append(hash, number);
        }

        foreach (var name in classNames)
        {
            var bytes = Encoding.UTF8.GetBytes(name);
            Append(hash, bytes.Length);
            hash.AppendData(bytes);
        }

        for (var i = 0; i < labels.Count; i++)
        {
            Append(hash, labels[i]);
            hash.AppendData(pictures.Slice(i * PictureLength, PictureLength));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The same of a set that is read sample by sample, on all cores.</summary>
    public static string Of(IPixelDataset set)
    {
        var count = (int)set.Count!.Value;
        var (labels, pictures) = (new int[count], new byte[count * PictureLength]);
        Parallel.For(
            0,
            count,
            () => new byte[set.Shape.Length],
            (i, _, pixels) =>
            {
                labels[i] = (int)set.ReadPixels(i, pixels);
                SHA256.HashData(pixels, pictures.AsSpan(i * PictureLength));
                return pixels;
            },
            _ => { });
        return Of(set.Shape, set.ClassNames, labels, pictures);
    }

    /// <summary>Of a set that is drawn as it is read: the same drawing with the same seed is the same set.</summary>
    /// <param name="name">In the catalogue.</param>
    /// <param name="version">Counts up whenever the same seed begins to give other samples.</param>
    /// <param name="seed">What it is drawn from.</param>
    /// <param name="shape">Of every sample.</param>
    public static string OfDrawn(string name, int version, long seed, SampleShape shape) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"ganlab drawn {name} {version} {seed} {shape}"))));

    private static void Append(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
