using GanLab.Configuration;
using GanLab.Formats;

namespace GanLab.Data.Packing;

/// <summary>Pictures that can be packed. Sources are numbered; some may turn out to be unreadable.</summary>
internal interface IPackSource : IDisposable
{
    /// <summary>The set's name in the catalogue.</summary>
    string Set { get; }

    SampleShape Shape { get; }

    /// <summary>How many sources there are, readable or not.</summary>
    int Count { get; }

    /// <summary>SHA-256 of all that decides the pack: which sources, in which order, treated how.</summary>
    string Plan { get; }

    /// <summary>Folders that cannot be looked into.</summary>
    IReadOnlyList<UnreadableFile> Unreadable { get; }

    /// <summary>[H, W, C]; may be called from several threads at once.</summary>
    /// <exception cref="MalformedFileException">The source cannot be read and is to be left out.</exception>
    byte[] Read(int source);

    /// <summary>The path below the folder; "" where sources are no files.</summary>
    string Name(int source);

    /// <summary>The classes of those sources that were packed.</summary>
    FolderClasses Classes(IReadOnlyList<int> packed);
}
