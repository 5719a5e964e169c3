namespace GanLab.Formats.Idx;

/// <summary>Grey images of one size, as in MNIST.</summary>
/// <param name="Count">Images.</param>
/// <param name="Rows">Pixels down.</param>
/// <param name="Columns">Pixels across.</param>
/// <param name="Pixels">Count x Rows x Columns bytes; 0 is the background.</param>
public sealed record IdxImages(int Count, int Rows, int Columns, byte[] Pixels);
