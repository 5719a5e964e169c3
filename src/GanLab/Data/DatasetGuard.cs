using System.Runtime.CompilerServices;

namespace GanLab.Data;

/// <summary>The checks that every reading of a sample begins with.</summary>
internal static class DatasetGuard
{
    public static void CheckRead<T>(
        this IDataset dataset, long index, Span<T> sample, [CallerArgumentExpression(nameof(sample))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (dataset.Count is { } count)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        }

        if (sample.Length != dataset.Shape.Length)
        {
            throw new ArgumentException(
                $"A sample of {dataset.Name} is {dataset.Shape} = {dataset.Shape.Length} values; "
                + $"the span given has room for {sample.Length}.",
                name);
        }
    }
}
