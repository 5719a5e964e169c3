namespace GanLab.Formats.Idx;

/// <summary>The content of an IDX file of bytes.</summary>
/// <param name="Data">The values, row-major: as many as the product of <paramref name="Shape"/>.</param>
/// <param name="Shape">One to four sizes, outermost first.</param>
public sealed record IdxArray(byte[] Data, IReadOnlyList<int> Shape);
