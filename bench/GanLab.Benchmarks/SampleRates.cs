using System.Diagnostics;
using System.Globalization;
using GanLab.Acceleration;
using GanLab.Checkpoints;
using GanLab.Sampling;
using TorchSharp;

namespace GanLab.Benchmarks;

/// <summary>How fast a generator is by itself: samples drawn and thrown away.</summary>
internal static class SampleRates
{
    /// <summary>Prints the rate, to hold that of <c>gan sample --n N --out FOLDER/</c> against.</summary>
    /// <param name="file">A g.pt.</param>
    /// <param name="count">How many samples to draw.</param>
    internal static void Run(string file, int count)
    {
        var device = ComputeDevice.Open("auto");
        using var generator = GeneratorFile.Read(file).Generator;
        generator.to(device.Device);
        generator.eval();
        Layout.Optimize(generator);
        var sampler = new Sampler(generator, device);
        sampler.Draw([.. Enumerable.Range(0, 256)]);
        var (busy, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        for (var first = 0; first < count; first += 256)
        {
            sampler.Draw([.. Enumerable.Range(first, 256)]);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count / Stopwatch.GetElapsedTime(start).TotalSeconds:n0} samples/s, {(Environment.CpuUsage.TotalTime - busy).TotalMilliseconds / count:f3} ms of a processor each"));
    }
}
