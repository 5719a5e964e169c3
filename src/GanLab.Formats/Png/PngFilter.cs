using System.Numerics;

namespace GanLab.Formats.Png;

/// <summary>The five row filters, which replace each byte by its difference from a guess (section 9 of the specification).</summary>
internal static class PngFilter
{
    public const int Count = 5;

    /// <summary>Writes <paramref name="row"/> minus its prediction; <paramref name="above"/> is empty for the first row.</summary>
    public static void Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixelSize, Span<byte> filtered)
    {
        var place = Math.Min(pixelSize, row.Length);
        for (var i = 0; i < place; i++)
        {
            filtered[i] = (byte)(row[i] - Guess(filter, row, above, pixelSize, i));
        }

        // Many bytes at a time; the neighbours of the first row's are 0.
        for (; place + Vector<byte>.Count <= row.Length; place += Vector<byte>.Count)
        {
            var left = new Vector<byte>(row[(place - pixelSize)..]);
            var up = above.IsEmpty ? Vector<byte>.Zero : new Vector<byte>(above[place..]);
            var upLeft = above.IsEmpty ? Vector<byte>.Zero : new Vector<byte>(above[(place - pixelSize)..]);
            (new Vector<byte>(row[place..]) - Guess(filter, left, up, upLeft)).CopyTo(filtered[place..]);
        }

        for (; place < row.Length; place++)
        {
            filtered[place] = (byte)(row[place] - Guess(filter, row, above, pixelSize, place));
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

    private static Vector<byte> Guess(int filter, Vector<byte> left, Vector<byte> up, Vector<byte> upLeft) => filter switch
    {
        0 => Vector<byte>.Zero,
        1 => left,
        2 => up,
        3 => (left & up) + Vector.ShiftRightLogical(left ^ up, 1), // of the sum, which has nine bits
        _ => Paeth(left, up, upLeft),
    };

    private static Vector<byte> Paeth(Vector<byte> left, Vector<byte> up, Vector<byte> upLeft)
    {
        Vector.Widen(left, out var lowLeft, out var highLeft);
        Vector.Widen(up, out var lowUp, out var highUp);
        Vector.Widen(upLeft, out var lowUpLeft, out var highUpLeft);
        return Vector.Narrow(
            Vector.AsVectorUInt16(Paeth(Vector.AsVectorInt16(lowLeft), Vector.AsVectorInt16(lowUp), Vector.AsVectorInt16(lowUpLeft))),
            Vector.AsVectorUInt16(Paeth(Vector.AsVectorInt16(highLeft), Vector.AsVectorInt16(highUp), Vector.AsVectorInt16(highUpLeft))));
    }

    private static Vector<short> Paeth(Vector<short> left, Vector<short> up, Vector<short> upLeft)
    {
        var toLeft = Vector.Abs(up - upLeft);
        var toUp = Vector.Abs(left - upLeft);
        var toUpLeft = Vector.Abs(left + up - upLeft - upLeft);
        return Vector.ConditionalSelect(
            Vector.LessThanOrEqual(toLeft, toUp) & Vector.LessThanOrEqual(toLeft, toUpLeft),
            left,
            Vector.ConditionalSelect(Vector.LessThanOrEqual(toUp, toUpLeft), up, upLeft));
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
