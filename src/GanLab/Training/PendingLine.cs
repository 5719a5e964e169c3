using System.Diagnostics;
using GanLab.Acceleration;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>A line of metrics on its way from the device, with the answer whether all is certainly finite. One copy brings both.</summary>
internal sealed class PendingLine
{
    private readonly long step;
    private readonly long[] counts;
    private readonly Task<(double[] Numbers, double Seconds)> fetch;

    /// <summary>Asks for what there is now.</summary>
    /// <param name="state">Asked whether all is certainly finite.</param>
    /// <param name="scores">Asked for the means so far.</param>
    /// <param name="clock">Tells when the numbers arrived.</param>
    /// <param name="aside">Whether another thread waits for the device, so that this one need not.</param>
    internal PendingLine(TrainingState state, ScoreBoard scores, Stopwatch clock, bool aside)
    {
        using var recordNothing = no_grad();
        using var scope = NewDisposeScope();
        (step, SamplesSeen) = (state.Step, state.SamplesSeen);
        (var sums, counts) = scores.Gather();
        var receive = Readback.Begin(cat([sums, state.IsSurelyFinite().to(sums.device).to(ScalarType.Float64).reshape(1)]));
        fetch = aside ? Task.Run(Fetch) : Task.FromResult(Fetch());

        (double[], double) Fetch() => (receive(), clock.Elapsed.TotalSeconds);
    }

    /// <summary>Real samples that the discriminator had seen.</summary>
    internal long SamplesSeen { get; }

    /// <summary>Waits until the numbers are there.</summary>
    /// <param name="before">Seconds and samples at the line before.</param>
    /// <returns>The line, and whether the whole state was certainly finite.</returns>
    internal (TrainingMetrics Metrics, bool StateIsSurelyFinite) Receive((double Seconds, long SamplesSeen) before)
    {
        var (numbers, seconds) = fetch.GetAwaiter().GetResult();
        var speed = (SamplesSeen - before.SamplesSeen) / Math.Max(1e-9, seconds - before.Seconds);
        return (ScoreBoard.Line(numbers[..^1], counts, step, seconds, speed), numbers[^1] != 0);
    }
}
