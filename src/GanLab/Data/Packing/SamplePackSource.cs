using GanLab.Configuration;
using GanLab.Imaging;

namespace GanLab.Data.Packing;

/// <summary>A set that is in memory, such as MNIST; its samples have no files of their own.</summary>
/// <param name="dataset">This object's from now on.</param>
internal sealed class SamplePackSource(IDataset dataset) : IPackSource
{
    public string Set => dataset.Name;

    public SampleShape Shape => dataset.Shape;

    public int Count => (int)dataset.Count!.Value;

    public string Plan => dataset.ContentHash;

    public IReadOnlyList<UnreadableFile> Unreadable => dataset.Unreadable;

    public byte[] Read(int source)
    {
        var sample = new float[Shape.Length];
        dataset.Read(source, sample);
        var pixels = new byte[sample.Length];
        PixelRange.ToBytes(sample, Shape.Channels, pixels); // exact: the numbers were made from bytes
        return pixels;
    }

    public string Name(int source) => "";

    public FolderClasses Classes(IReadOnlyList<int> packed)
    {
        var sample = new float[Shape.Length];
        return new FolderClasses(dataset.ClassNames, [.. packed.Select(i => (int)dataset.Read(i, sample))]);
    }

    public void Dispose() => dataset.Dispose();
}
