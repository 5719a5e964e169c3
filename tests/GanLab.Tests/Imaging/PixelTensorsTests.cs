using GanLab.Imaging;
using static TorchSharp.torch;

namespace GanLab.Tests.Imaging;

public class PixelTensorsTests
{
    // All bytes, in 3 pictures of 8x8 in 4 channels.
    private static byte[] Pixels => [.. Enumerable.Range(0, 3 * 256).Select(i => (byte)(i * 5))];

    [SkippableTheory]
    [InlineData("cpu")]
    [InlineData("cuda")]
    public void Every_byte_becomes_its_number_to_the_bit_and_back(string device)
    {
        Skip.If(device == "cuda" && !cuda.is_available(), "There is no CUDA device.");
        using var scope = NewDisposeScope();
        var samples = PixelTensors.ToSamples(tensor(Pixels, [3, 8, 8, 4]).to(device));

        var expected = new float[3 * 256];
        for (var i = 0; i < 3; i++)
        {
            PixelRange.ToSample(Pixels.AsSpan(i * 256, 256), 4, expected.AsSpan(i * 256, 256));
        }

        Assert.Equal([3, 4, 8, 8], samples.shape);
        Assert.Equal(ScalarType.Float32, samples.dtype);
        Assert.Equal(1, samples.stride(1)); // channels innermost
        Assert.Equal(expected, samples.cpu().contiguous().data<float>().ToArray());
        Assert.Equal(Pixels, PixelTensors.ToBytes(samples).cpu().data<byte>().ToArray());
    }
}
