namespace GanLab.Formats.Png;

/// <summary>The five row filters, which replace each byte by its difference from a guess (section 9 of the specification).</summary>
internal static class PngFilter
{
    public const int Count = 5;

    /// <summary>Writes <paramref name="row"/> minus its prediction; <paramref name="above"/> is empty for the first row.</summary>
    public static void Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixelSize, Span<byte> filtered)
    {
        for (var i = 0; i < row.Length; i++)
        {
            filtered[i] = (byte)(row[i] - Guess(filter, row, above, pixelSize, i));
        }
    }

    /// <summary>Undoes <see cref="Apply"/> in place.</summary>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int pixelSize)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = (byte)(row[i] + Guess(filter, row, above, pixelSize, i));
        }
    }

    private static int Guess(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixelSize, int i)
    {
        int left = i < pixelSize ? 0 : row[i - pixelSize];
        int up = above.IsEmpty ? 0 : above[i];
        int upLeft = above.IsEmpty || i < pixelSize ? 0 : above[i - pixelSize];
        return filter switch
        {
            0 => 0,
            1 => left,
            2 => up,
            3 => (left + up) / 2,
            _ => Paeth(left, up, upLeft),
        };
    }

    // Of the three neighbours the one nearest to left + up - upLeft, in this order on a tie.
    private static int Paeth(int left, int up, int upLeft)
    {
        var toLeft = Math.Abs(up - upLeft);
        var toUp = Math.Abs(left - upLeft);
        var toUpLeft = Math.Abs(left + up - (2 * upLeft));
        return toLeft <= toUp && toLeft <= toUpLeft ? left : toUp <= toUpLeft ? up : upLeft;
    }
}
