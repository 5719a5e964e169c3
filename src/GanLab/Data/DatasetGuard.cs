namespace GanLab.Data;

/// <summary>The checks that every <see cref="IDataset.Read"/> begins with.</summary>
internal static class DatasetGuard
{
    public static void CheckRead(this IDataset dataset, long index, Span<float> sample)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (dataset.Count is { } count)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        }

        if (sample.Length != dataset.Shape.Length)
        {
            throw new ArgumentException(
                $"A sample of {dataset.Name} is {dataset.Shape} = {dataset.Shape.Length} numbers; "
                + $"the span given has room for {sample.Length}.",
                nameof(sample));
        }
    }
}
