using GanLab.Configuration;
using GanLab.Data;

namespace GanLab.Tests.Data;

/// <summary>Pictures that are all different: byte i of picture n is 31·n + 7·i modulo 256; the label is n modulo 2.</summary>
internal sealed class NumberedPictures(SampleShape shape, int? count, Action<long>? onRead = null) : IPixelDataset
{
    public string Name => "pictures";

    public SampleShape Shape => shape;

    public long? Count => count;

    public IReadOnlyList<string> ClassNames => ["even", "odd"];

    public long Read(long index, Span<float> sample) => this.ReadAsNumbers(index, sample);

    public long ReadPixels(long index, Span<byte> pixels)
    {
        onRead?.Invoke(index);
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = Pixel(index, i);
        }

        return index % 2;
    }

    public void Dispose()
    {
    }

    /// <summary>Byte <paramref name="place"/>, in the order [H, W, C].</summary>
    internal static byte Pixel(long index, int place) => (byte)((index * 31) + (place * 7));
}
