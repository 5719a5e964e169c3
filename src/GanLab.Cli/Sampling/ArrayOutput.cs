using System.Runtime.InteropServices;
using GanLab.Formats;
using GanLab.Formats.Numpy;

namespace GanLab.Cli.Sampling;

/// <summary>All samples in one file for NumPy, as the programs that measure generators take them.</summary>
/// <remarks>
/// "arr_0" holds images as bytes [N, H, W, C], points as floats [N, C]; "arr_1" the labels [N], where the generator knows classes.
/// The names are those that <c>numpy.savez</c> gives and the evaluation of guided-diffusion (Dhariwal and Nichol 2021) reads.
/// </remarks>
internal sealed class ArrayOutput(string path) : SampleOutput(path)
{
    protected override void Draw(SampleSeries samples) => AtomicFile.Write(
        Target,
        stream =>
        {
            using var arrays = new NpzWriter(stream);
            WriteSamples(arrays, samples);
            if (samples.Classes > 0)
            {
                arrays.Begin("arr_1", TensorDType.I64, samples.Labels.Count);
                arrays.Write(MemoryMarshal.AsBytes<long>([.. samples.Labels]));
            }

            arrays.Finish();
        },
        durable: false);

    private static void WriteSamples(NpzWriter arrays, SampleSeries samples)
    {
        var (count, shape) = (samples.Seeds.Count, samples.Shape);
        if (shape.IsPoint)
        {
            arrays.Begin("arr_0", TensorDType.F32, count, shape.Channels);
            WriteBehind.Run(samples.Numbers(), piece => arrays.Write(MemoryMarshal.AsBytes<float>(piece.Numbers)));
            return;
        }

        arrays.Begin("arr_0", TensorDType.U8, count, shape.Height, shape.Width, shape.Channels);
        WriteBehind.Run(samples.Pixels(), piece => arrays.Write(piece.Numbers));
    }
}
