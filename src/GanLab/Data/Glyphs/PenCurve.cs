using System.Numerics;

namespace GanLab.Data.Glyphs;

/// <summary>The smooth curve that a pen draws through given points.</summary>
internal static class PenCurve
{
    /// <summary>Straight pieces for each piece of the curve between two points; enough that 128 pixels show no edges.</summary>
    private const int Steps = 8;

    /// <summary>
    /// Appends the curve through <paramref name="points"/> (Catmull and Rom 1974) to <paramref name="curve"/> as a
    /// polyline. A point that is given twice in a row is a corner.
    /// </summary>
    public static void Append(ReadOnlySpan<Vector2> points, List<Vector2> curve)
    {
        var start = 0;
        for (var i = 1; i <= points.Length; i++)
        {
            if (i == points.Length || points[i] == points[i - 1])
            {
                AppendSmooth(points[start..i], curve);
                start = i;
            }
        }
    }

    private static void AppendSmooth(ReadOnlySpan<Vector2> points, List<Vector2> curve)
    {
        for (var i = 0; i + 1 < points.Length; i++)
        {
            var (from, to) = (points[i], points[i + 1]);
            var before = i > 0 ? points[i - 1] : (2 * from) - to;
            var after = i + 2 < points.Length ? points[i + 2] : (2 * to) - from;
            for (var step = 0; step < Steps; step++)
            {
                curve.Add(Between(before, from, to, after, step / (float)Steps));
            }
        }

        curve.Add(points[^1]);
    }

    private static Vector2 Between(Vector2 before, Vector2 from, Vector2 to, Vector2 after, float t) =>
        0.5f * ((2 * from)
            + (t * (to - before))
            + (t * t * ((2 * before) - (5 * from) + (4 * to) - after))
            + (t * t * t * ((3 * from) - before - (3 * to) + after)));
}
