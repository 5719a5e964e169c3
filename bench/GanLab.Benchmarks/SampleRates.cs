using System.Diagnostics;
using System.Globalization;
using GanLab.Acceleration;
using GanLab.Checkpoints;
using GanLab.Sampling;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.Benchmarks;

/// <summary>How fast a generator is by itself: batches made and thrown away.</summary>
internal static class SampleRates
{
    private const int Batch = 64;

    /// <summary>Prints the rates, to hold that of <c>gan sample --n N --out samples.npz</c> against.</summary>
    /// <param name="file">A g.pt of an unconditional model.</param>
    /// <param name="count">How many samples to make.</param>
    internal static void Run(string file, int count)
    {
        var device = ComputeDevice.Open("auto");
        using var generator = GeneratorFile.Read(file).Generator;
        generator.to(device.Device);
        generator.eval();
        Layout.Optimize(generator);
        using var recordNothing = no_grad();
        using var latents = randn([Batch, generator.LatentSize], device: device.Device);
        Time("generator alone", count, device, _ => generator.call(latents, null));
        var sampler = new Sampler(generator, device);
        Time("drawn by seeds, as pixels", count, device, first => sampler.DrawPixels([.. Enumerable.Range(first, Batch)]));
    }

    private static void Time(string what, int count, ComputeDevice device, Action<int> make)
    {
        make(0);
        var (busy, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        for (var made = 0; made < count; made += Batch)
        {
            using var scope = NewDisposeScope();
            make(made);
        }

        if (device.IsCuda)
        {
            cuda.synchronize(device.Device);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {count / Stopwatch.GetElapsedTime(start).TotalSeconds:n0} a second, {(Environment.CpuUsage.TotalTime - busy).TotalMilliseconds / count:f3} ms of a processor each"));
    }
}
