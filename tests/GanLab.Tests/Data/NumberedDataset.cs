using GanLab.Configuration;
using GanLab.Data;

namespace GanLab.Tests.Data;

/// <summary>Samples that say which they are: sample i holds i and i + 0.5 and has label i modulo 10.</summary>
internal sealed class NumberedDataset(long? count, Action<long>? onRead = null) : IDataset
{
    public string Name => "numbers";

    public SampleShape Shape => new(2, 1, 1);

    public long? Count => count;

    public IReadOnlyList<string> ClassNames { get; } = [.. Enumerable.Range(0, 10).Select(i => $"{i}")];

    public long Read(long index, Span<float> sample)
    {
        onRead?.Invoke(index);
        (sample[0], sample[1]) = (index, index + 0.5f);
        return index % 10;
    }

    public void Dispose()
    {
    }
}
