using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Training;

/// <summary>A run neither hoards tensors nor leaves them to the garbage collector.</summary>
[Collection(nameof(Alone))]
public class OwnershipTests
{
#if TORCH_ENGINE_SYSTEM
    private static readonly string[] Small = ["model.generatorWidth=16", "model.discriminatorWidth=16", "training.batchSize=16", "run.logEvery=10"];

    [Fact]
    public void Live_tensors_are_as_many_at_step_1050_as_at_step_50()
    {
        var live = Watch(() => LibTorch.Memory.LiveTensors.Count);

        Assert.Equal(live[50], live[1050]);
    }

    [Fact]
    public void No_tensor_is_left_to_the_garbage_collector()
    {
        var orphaned = Watch(() => LibTorch.Memory.LiveTensors.Finalized);

        Assert.Equal(orphaned[50], orphaned[1050]);
    }

    /// <summary>The runtime compiles in the background and takes memory in pieces; only a leak shows in every run.</summary>
    [SkippableFact]
    public void Resident_memory_grows_by_less_than_a_hundredth_from_step_50_to_step_1050()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "reads /proc/self/status");

        var growth = new List<double>();
        do
        {
            var resident = Watch(ResidentKilobytes);
            growth.Add(((double)resident[1050] / resident[50]) - 1);
        }
        while (growth[^1] >= 0.01 && growth.Count < 5);

        Assert.True(growth[^1] < 0.01, $"grew by {string.Join(", ", growth.Select(share => $"{share:p2}"))}");
    }

    private static Dictionary<long, long> Watch(Func<long> measure)
    {
        var measured = new Dictionary<long, long>();
        var recorder = new Recorder
        {
            Step = state =>
            {
                if (state.Step is 50 or 1050)
                {
                    Tidy();
                    measured[state.Step] = measure();
                }
            },
        };
        using var run = Some.QuickRun([.. Small, "training.steps=1050"]);
        Tidy();
        run.Train([recorder], default);
        return measured;
    }

    // Tensors that other tests left behind are freed at the end of a scope; garbage of our own must not count as memory.
    private static void Tidy()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        NewDisposeScope().Dispose();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private static long ResidentKilobytes() => File.ReadLines("/proc/self/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]))
        .First();
#endif

    [Theory]
    [InlineData("dcgan")]
    [InlineData("mlp")]
    public void A_storm_of_garbage_collections_changes_no_bit(string model)
    {
        using var scope = NewDisposeScope();
        using var calm = Some.Run($"model.name={model}", "training.steps=6");
        using var stormy = Some.Run($"model.name={model}", "training.steps=6");
        calm.Train([], default);

        using var stop = new CancellationTokenSource();
        var storm = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });
        storm.Start();
        stormy.Train([], default);
        stop.Cancel();
        storm.Join();

        Assert.Empty(Snapshot.Of(calm.State).DifferencesTo(Snapshot.Of(stormy.State)));
    }
}
