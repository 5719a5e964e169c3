using GanLab.Configuration;

namespace GanLab.Runs;

/// <summary>Which checkpoints of a run are worth their space: the newest and the best.</summary>
internal static class CheckpointRetention
{
    /// <summary>The steps to keep, in ascending order.</summary>
    /// <param name="checkpoints">Every step that has a checkpoint, with its value of the metric; NaN where there is none.</param>
    /// <param name="newest">How many of the newest to keep; 0 for all.</param>
    /// <param name="best">How many of the best to keep beside them.</param>
    /// <param name="wanted">Which values are the best.</param>
    internal static IReadOnlyList<long> Keep(IReadOnlyList<(long Step, double Value)> checkpoints, int newest, int best, BestValue wanted) =>
        newest == 0
            ? [.. checkpoints.Select(checkpoint => checkpoint.Step).Order()]
            :
            [
                .. checkpoints.Select(checkpoint => checkpoint.Step).OrderDescending().Take(newest)
                    .Union(Best(checkpoints, wanted).Take(best))
                    .Order(),
            ];

    /// <summary>The steps whose value is a number, the best first; of equal ones the older first.</summary>
    internal static IEnumerable<long> Best(IEnumerable<(long Step, double Value)> checkpoints, BestValue wanted) => checkpoints
        .Where(checkpoint => double.IsFinite(checkpoint.Value))
        .OrderBy(checkpoint => wanted == BestValue.Lowest ? checkpoint.Value : -checkpoint.Value)
        .ThenBy(checkpoint => checkpoint.Step)
        .Select(checkpoint => checkpoint.Step);
}
