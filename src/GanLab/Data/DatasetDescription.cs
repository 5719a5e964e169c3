using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Formats.Pack;

namespace GanLab.Data;

/// <summary>What is known of a set before it is opened.</summary>
/// <param name="Name">The name in the catalogue.</param>
/// <param name="Text">A sentence for people who choose.</param>
/// <param name="Size">The side in pixels unless asked otherwise; 1 for points.</param>
/// <param name="Channels">Unless asked otherwise; 2 for points.</param>
/// <param name="IsLabelled">Whether there are classes; null where it depends on the folder.</param>
/// <param name="Directory">Whether a folder is named.</param>
public sealed record DatasetDescription(
    string Name, string Text, int Size, int Channels, bool? IsLabelled, DirectoryUse Directory)
{
    /// <summary>Whether samples are made up as they are read, without end, so that there are no epochs.</summary>
    public bool IsEndless => Directory == DirectoryUse.None;

    /// <summary>The shape of samples: as asked for, or the set's own, which of a pack stands in its header.</summary>
    /// <exception cref="MalformedFileException">The pack is damaged.</exception>
    internal SampleShape ShapeFor(DatasetRequest request)
    {
        if (Name == "pack" && File.Exists(request.Directory))
        {
            return PackDataset.ShapeOf(PackFile.ReadHeader(request.Directory));
        }

        return Size == 1
            ? new SampleShape(Channels, 1, 1)
            : new SampleShape(request.Channels ?? Channels, request.Size ?? Size, request.Size ?? Size);
    }
}
