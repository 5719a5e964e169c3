namespace GanLab.Formats.Pack;

/// <summary>Where the parts of a pack lie, one after the other.</summary>
/// <param name="Count">Samples.</param>
/// <param name="Stride">Bytes of a picture.</param>
/// <param name="NamesLength">Bytes of all names.</param>
internal readonly record struct PackLayout(int Count, int Stride, long NamesLength)
{
    public long Labels => PackFormat.DataStart + ((long)Count * Stride);

    public long NameEnds => Labels + ((long)Count * PackFormat.LabelLength);

    public long Names => NameEnds + ((long)Count * PackFormat.NameEndLength);

    /// <summary>Behind the last name: the hash of each block from <see cref="PackFormat.DataStart"/> to here.</summary>
    public long Hashes => Names + NamesLength;

    public long Blocks => (Hashes - PackFormat.DataStart + PackFormat.BlockLength - 1) / PackFormat.BlockLength;

    public long Header => Hashes + (Blocks * PackFormat.HashLength);

    public long Picture(int index) => PackFormat.DataStart + ((long)index * Stride);

    public static long BlockStart(long block) => PackFormat.DataStart + (block * PackFormat.BlockLength);

    public int BlockLength(long block) => (int)Math.Min(PackFormat.BlockLength, Hashes - BlockStart(block));
}
