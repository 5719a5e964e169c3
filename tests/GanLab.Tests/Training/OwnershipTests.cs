using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Training;

/// <summary>A run neither hoards tensors nor leaves them to the garbage collector.</summary>
[Collection(nameof(Alone))]
public class OwnershipTests
{
    private static readonly string[] Small = ["model.generatorWidth=16", "model.discriminatorWidth=16", "training.batchSize=16", "run.logEvery=10"];

#if TORCH_ENGINE_SYSTEM
    [SkippableFact]
    public void Live_tensors_are_as_many_at_step_1050_as_at_step_50_and_memory_grows_by_less_than_a_hundredth()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "reads /proc/self/status");
        var live = new Dictionary<long, long>();
        var resident = new Dictionary<long, long>();
        var recorder = new Recorder
        {
            Step = state =>
            {
                if (state.Step is 50 or 1050)
                {
                    Tidy();
                    live[state.Step] = LibTorch.Memory.LiveTensors.Count;
                    resident[state.Step] = ResidentKilobytes();
                }
            },
        };
        using var run = Some.QuickRun([.. Small, "training.steps=1050"]);
        Tidy();
        var orphaned = LibTorch.Memory.LiveTensors.Finalized;

        run.Train([recorder], default);

        Assert.Equal(live[50], live[1050]);
        Assert.Equal(orphaned, LibTorch.Memory.LiveTensors.Finalized);
        Assert.True(resident[1050] < 1.01 * resident[50], $"{resident[50]} kB became {resident[1050]} kB");
    }

    // Tensors that other tests left behind are freed at the end of a scope.
    private static void Tidy()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        NewDisposeScope().Dispose();
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
