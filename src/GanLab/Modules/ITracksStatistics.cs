namespace GanLab.Modules;

/// <summary>A layer with buffers that a training pass moves on: running moments, or the vectors of a power iteration.</summary>
/// <remarks><see cref="Freeze"/> stops them while the other player learns.</remarks>
public interface ITracksStatistics
{
    /// <summary>Whether a training pass changes the buffers; if not it computes with them as they are, or without them. True at first.</summary>
    bool UpdatesStatistics { get; set; }
}
