using System.Globalization;
using GanLab.Configuration;

namespace GanLab.Cli.Benchmark;

/// <summary>Says in one line what a step takes of the machine.</summary>
internal static class StepReport
{
    private const double Giga = 1e9;
    private const double Mebibyte = 1 << 20;

    /// <summary>For instance "769 images/s"; says what is counted where the discriminator sees several batches in a step.</summary>
    /// <param name="training">Says how many images a batch has.</param>
    /// <param name="milliseconds">Of one step.</param>
    internal static string Rate(TrainingConfig training, double milliseconds)
    {
        var k = training.DiscriminatorSteps;
        return string.Create(CultureInfo.InvariantCulture,
            $"{training.BatchSize * 1000 / milliseconds:n0} images/s{(k > 1 ? $" (one batch a step, though the discriminator takes {k})" : "")}");
    }

    /// <summary>For instance "83.1 GFLOP a step, 410 GFLOP/s, peak memory 612 MiB"; without what the engine cannot count.</summary>
    /// <param name="timer">Takes one more step, to be counted.</param>
    /// <param name="milliseconds">Of one step.</param>
    internal static string Describe(StepTimer timer, double milliseconds)
    {
        // Before the step that is counted.
        var memory = timer.PeakMemory is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Mebibyte:n0} MiB") : "unknown";
        var work = timer.Cost(1) is { } cost
            ? string.Create(CultureInfo.InvariantCulture, $"{cost.Operations / Giga:g3} GFLOP a step, {cost.Operations / Giga / milliseconds * 1000:n0} GFLOP/s, ")
            : "";
        return $"{work}peak memory {memory}";
    }
}
