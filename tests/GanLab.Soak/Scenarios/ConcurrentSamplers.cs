using GanLab.Acceleration;
using GanLab.Configuration;
using GanLab.Models;
using GanLab.Modules;
using GanLab.Randomness;
using GanLab.Sampling;

namespace GanLab.Soak.Scenarios;

/// <summary>Many samplers at once over one generator.</summary>
internal sealed class ConcurrentSamplers : IScenario
{
    private const int Threads = 4;
    private const int Count = 48;

    public string Name => "samplers";

    public string Promise => "samplers on several threads draw what one draws alone";

    public string Try(Amount amount, Random random)
    {
        var model = new ModelConfig { GeneratorWidth = 8 };
        using var generator = ModelCatalog.CreateGenerator(model, new SampleShape(1, 32, 32), 0);
        Initialization.Normal(generator, new RandomSource(0), "generator");
        generator.eval();
        var device = ComputeDevice.Open("cpu", Precision.Fp32, threads: 2);
        long[][] seeds = [.. Enumerable.Range(0, Threads).Select(thread => Enumerable.Range(thread * Count, Count).Select(seed => (long)seed).ToArray())];
        float[][] alone = [.. seeds.Select(own => new Sampler(generator, device).Draw(own))];

        var rounds = 0;
        for (var end = Environment.TickCount64 + (1000L * amount.Seconds); rounds == 0 || Environment.TickCount64 < end; rounds++)
        {
            var drawn = new float[Threads][];
            Thread[] threads = [.. seeds.Select((own, i) => new Thread(() => drawn[i] = new Sampler(generator, device).Draw(own)))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            for (var i = 0; i < Threads; i++)
            {
                BrokenPromiseException.Unless(alone[i].AsSpan().SequenceEqual(drawn[i]), $"thread {i} of round {rounds} drew something else");
            }
        }

        return $"{rounds} rounds of {Threads} threads, {(long)rounds * Threads * Count} samples, all equal";
    }
}
