using System.Buffers.Binary;
using System.Security.Cryptography;
using GanLab.Formats;
using GanLab.Formats.Pictures;
using GanLab.Imaging;

namespace GanLab.Data.Checking;

/// <summary>Looks at one picture file: its header, its bytes, and what becomes of it in training.</summary>
/// <param name="channels">1 or 3.</param>
/// <param name="target">What training cuts and scales.</param>
internal sealed class PictureObserver(int channels, SquareTarget target)
{
    public PictureObservation Look(string path)
    {
        try
        {
            var file = ImageCodec.ReadFile(path);
            var (facts, hash) = (PictureProbe.Read(file), Hash(file));
            try
            {
                var pixels = ImageCodec.DecodeSquare(path, file, channels, target).Pixels;
                return new PictureObservation(facts, hash, Hash(pixels), IsBlank(pixels, channels), null);
            }
            catch (MalformedFileException exception)
            {
                return new PictureObservation(facts, hash, default, false, Reason(path, exception));
            }
        }
        catch (MalformedFileException exception)
        {
            return new PictureObservation(null, default, default, false, Reason(path, exception));
        }
    }

    public static UInt128 Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    /// <summary>Whether all pixels of a picture [H, W, C] are the same.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> pixels, int channels) =>
        pixels[channels..].SequenceEqual(pixels[..^channels]); // each pixel is as the one before it

    // The message begins with the path, which a finding has by itself.
    private static string Reason(string path, MalformedFileException exception) =>
        $"cannot be used: {exception.Message.Replace($"'{path}': ", "", StringComparison.Ordinal).TrimEnd('.')}";
}
