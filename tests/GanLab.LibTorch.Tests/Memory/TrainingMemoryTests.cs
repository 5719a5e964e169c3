using System.Globalization;
using GanLab.LibTorch.Memory;
using GanLab.LibTorch.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Memory;

/// <summary>Long training keeps its memory, and the garbage collector cannot change its numbers.</summary>
public class TrainingMemoryTests : EngineTest
{
    [Fact]
    public void Step_1050_holds_as_many_tensors_as_step_50()
    {
        using var trainer = new Trainer();
        trainer.Run(50);
        CollectEverything();
        var before = LiveTensors.Count;

        trainer.Run(1000);

        CollectEverything();
        Assert.Equal(before, LiveTensors.Count);
    }

    [SkippableFact]
    public void Training_on_for_1000_steps_takes_no_more_memory()
    {
        Skip.IfNot(File.Exists("/proc/self/status"), "Resident memory is read from /proc, which this system has not.");
        using var trainer = new Trainer();
        trainer.Run(50);

        // Other work of the process can grow it once; what leaks grows it each time.
        var growths = Enumerable.Range(0, 3).Select(_ => GrowthOver(1000)).Order().ToList();

        Assert.True(growths[1] < 1.01, $"Resident memory grew by the factors {string.Join(", ", growths)}.");

        double GrowthOver(int steps)
        {
            CollectEverything();
            var before = ResidentKilobytes();
            trainer.Run(steps);
            CollectEverything();
            return ResidentKilobytes() / before;
        }
    }

    [Fact]
    public void A_storm_of_garbage_collections_changes_no_bit_of_the_losses()
    {
        using var calm = new Trainer();
        var expected = calm.Run(200);

        var stop = false;
        var storm = new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });
        storm.Start();
        using var stormy = new Trainer(disposing: false);
        var found = stormy.Run(200);
        Volatile.Write(ref stop, true);
        storm.Join();

        Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), found.Select(BitConverter.SingleToInt32Bits));
    }

    private static void CollectEverything()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        NewDisposeScope().Dispose();
    }

    private static double ResidentKilobytes() => double.Parse(
        File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    /// <summary>A small network that learns a fixed task; without disposing, its tensors are left to the collector.</summary>
    private sealed class Trainer : IDisposable
    {
        private readonly Sequential net;
        private readonly Adam optimizer;
        private readonly Tensor inputs;
        private readonly Tensor targets;
        private readonly bool disposing;

        internal Trainer(bool disposing = true)
        {
            this.disposing = disposing;
            manual_seed(4);
            net = nn.Sequential(nn.Linear(8, 16), nn.BatchNorm1d(16), nn.LeakyReLU(0.2), nn.Linear(16, 1));
            optimizer = optim.Adam(net.parameters(), 0.01);
            inputs = randn(32, 8).DetachFromDisposeScope();
            targets = inputs.sum(1, keepdim: true).sin().DetachFromDisposeScope();
        }

        internal float[] Run(int steps)
        {
            var losses = new float[steps];
            for (var i = 0; i < steps; i++)
            {
                using var scope = disposing ? NewDisposeScope() : null;
                optimizer.zero_grad();
                var loss = nn.functional.mse_loss(net.call(inputs), targets);
                loss.backward();
                optimizer.step();
                losses[i] = loss.item<float>();
            }

            return losses;
        }

        public void Dispose()
        {
            net.Dispose();
            optimizer.Dispose();
            inputs.Dispose();
            targets.Dispose();
        }
    }
}
