using System.Diagnostics;
using System.Globalization;
using GanLab.Acceleration;
using GanLab.Checkpoints;
using GanLab.Sampling;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.Benchmarks;

/// <summary>How fast a generator is by itself: batches of 64 made and thrown away.</summary>
/// <remarks>A <see cref="Sampler"/> draws fewer at a time where images are large or layers fully connected, see there.</remarks>
internal static class SampleRates
{
    private const int Batch = 64;
    private const int WarmUp = 20; // batches

    /// <summary>Prints the rates, to hold that of <c>gan sample --n N --out samples.npz</c> against.</summary>
    /// <param name="file">A g.pt of an unconditional model.</param>
    /// <param name="count">How many samples to make, rounded up to whole batches.</param>
    internal static void Run(string file, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
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

    private static void Make(int batches, ComputeDevice device, Action<int> make)
    {
        for (var i = 0; i < batches; i++)
        {
            using var scope = NewDisposeScope();
            make(i * Batch);
        }

        if (device.IsCuda)
        {
            cuda.synchronize(device.Device);
        }
    }

    private static void Time(string what, int count, ComputeDevice device, Action<int> make)
    {
        Make(WarmUp, device, make);
        var (busy, start, batches) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp(), (count + Batch - 1) / Batch);
        Make(batches, device, make);
        count = batches * Batch;

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {count / Stopwatch.GetElapsedTime(start).TotalSeconds:n0} a second, {(Environment.CpuUsage.TotalTime - busy).TotalMilliseconds / count:f3} ms of a processor each"));
    }
}
