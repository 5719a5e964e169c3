using System.Numerics;

namespace GanLab.Data.Glyphs;

/// <summary>Draws strokes as light on a dark square, with smooth edges.</summary>
/// <param name="pixels">[size, size], the brightness so far; a stroke never darkens.</param>
/// <param name="size">The side in pixels.</param>
/// <param name="ink">The brightness in the middle of a stroke, up to 1.</param>
internal readonly ref struct InkRaster(Span<float> pixels, int size, float ink)
{
    private readonly Span<float> pixels = pixels;
    private readonly float softness = Softness(size);

    /// <summary>Half the width of an edge in pixels: about one pixel, a little more in large pictures.</summary>
    public static float Softness(int size) => 0.75f + (0.006f * size);

    /// <summary>A straight piece between two points in pixels, whose half widths may differ.</summary>
    public void Line(Vector2 from, Vector2 to, float fromRadius, float toRadius)
    {
        var reach = Math.Max(fromRadius, toRadius) + softness;
        var (left, right) = Range(from.X, to.X, reach);
        var (top, bottom) = Range(from.Y, to.Y, reach);
        var along = to - from;
        var perLength = 1 / Math.Max(along.LengthSquared(), 1e-12f);
        for (var y = top; y <= bottom; y++)
        {
            var row = pixels.Slice(y * size, size);
            for (var x = left; x <= right; x++)
            {
                var point = new Vector2(x + 0.5f, y + 0.5f) - from;
                var part = Math.Clamp(Vector2.Dot(point, along) * perLength, 0, 1);
                var distance = (point - (part * along)).Length();
                var depth = fromRadius + (part * (toRadius - fromRadius)) - distance;
                if (depth > -softness)
                {
                    row[x] = Math.Max(row[x], ink * Smooth((depth / (2 * softness)) + 0.5f));
                }
            }
        }
    }

    private (int First, int Last) Range(float one, float other, float reach) => (
        Math.Max(0, (int)MathF.Floor(Math.Min(one, other) - reach)),
        Math.Min(size - 1, (int)MathF.Ceiling(Math.Max(one, other) + reach)));

    private static float Smooth(float x)
    {
        x = Math.Clamp(x, 0, 1);
        return x * x * (3 - (2 * x));
    }
}
