using System.Security.Cryptography;
using GanLab.Checkpoints;
using GanLab.Experiment;
using Microsoft.Extensions.Logging.Abstractions;

namespace GanLab.Soak.Scenarios;

/// <summary>Collecting garbage all the time on another thread.</summary>
internal sealed class GarbageStorm : IScenario
{
    public string Name => "garbage";

    public string Promise => "a storm of garbage collections changes no bit of a training";

    public string Try(Amount amount, Random random)
    {
        var steps = 100 * amount.Seconds;
        var calm = Train(steps);
        var collections = 0L;
        using var stop = new CancellationTokenSource();
        var storm = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                collections++;
            }
        });
        storm.Start();
        var stormy = Train(steps);
        stop.Cancel();
        storm.Join();
        BrokenPromiseException.Unless(calm == stormy, "the weights differ");
        BrokenPromiseException.Unless(collections > 0, "nothing was collected");
        return $"{steps} steps under {collections} collections end in the same bytes";
    }

    private static string Train(int steps)
    {
        var config = new ExperimentRequest
        {
            Settings =
            [
                $"training.steps={steps}", "training.batchSize=8", "data.size=16", "model.generatorWidth=4", "model.discriminatorWidth=4",
                "compute.device=cpu", "compute.threads=1",
            ],
        }.Resolve();
        using var run = TrainingRun.Open(config, NullLogger.Instance);
        run.Train([], CancellationToken.None);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, tensor) in run.State.Tensors().OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(TensorBytes.From(tensor).Data.Span);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
