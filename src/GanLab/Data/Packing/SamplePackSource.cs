using GanLab.Configuration;

namespace GanLab.Data.Packing;

/// <summary>A set that is in memory, such as MNIST; its samples have no files of their own.</summary>
/// <param name="dataset">This object's from now on.</param>
internal sealed class SamplePackSource(IPixelDataset dataset) : IPackSource
{
    public string Set => dataset.Name;

    public SampleShape Shape => dataset.Shape;

    public int Count => (int)dataset.Count!.Value;

    public string Plan => dataset.ContentHash;

    public IReadOnlyList<UnreadableFile> Unreadable => dataset.Unreadable;

    public byte[] Read(int source)
    {
        var pixels = new byte[Shape.Length];
        dataset.ReadPixels(source, pixels);
        return pixels;
    }

    public string Name(int source) => "";

    public FolderClasses Classes(IReadOnlyList<int> packed)
    {
        var pixels = new byte[Shape.Length];
        return new FolderClasses(dataset.ClassNames, [.. packed.Select(i => (int)dataset.ReadPixels(i, pixels))]);
    }

    public void Dispose() => dataset.Dispose();
}
