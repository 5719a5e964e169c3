namespace GanLab.Formats.Png;

/// <summary>A decoded picture.</summary>
/// <param name="Width">Pixels across, at least 1.</param>
/// <param name="Height">Pixels down, at least 1.</param>
/// <param name="Channels">1 grey, 3 RGB, 4 RGBA.</param>
/// <param name="Pixels">Height x Width x Channels bytes, rows from the top.</param>
/// <param name="Texts">The keywords and texts the file carries, in their order.</param>
public sealed record PngImage(
    int Width, int Height, int Channels, byte[] Pixels, IReadOnlyList<KeyValuePair<string, string>> Texts);
