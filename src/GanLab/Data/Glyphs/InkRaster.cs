using System.Numerics;
using System.Runtime.Intrinsics;

namespace GanLab.Data.Glyphs;

/// <summary>Draws strokes as light on a dark square, with smooth edges.</summary>
/// <param name="pixels">[size, size], the brightness so far; a stroke never darkens.</param>
/// <param name="size">The side in pixels.</param>
/// <param name="ink">The brightness in the middle of a stroke, up to 1.</param>
internal readonly ref struct InkRaster(Span<float> pixels, int size, float ink)
{
    private readonly Span<float> pixels = pixels;
    private readonly float softness = Softness(size);

    /// <summary>How many are drawn at once. No square is smaller: <see cref="ImageRequest"/> asks for 8 pixels.</summary>
    private static int Pixels => Vector256<float>.Count;

    private static Vector256<float> Middles => Vector256.Create(0.5f, 1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f, 7.5f);

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
            var down = y + 0.5f - from.Y;
            for (var x = left; x <= right; x += Pixels)
            {
                // Those beyond the square are drawn from its edge on once more, and those beyond the reach get no ink.
                var place = Math.Min(x, size - Pixels);
                var across = Middles + Vector256.Create((float)place) - Vector256.Create(from.X);
                var part = Clamp(((across * along.X) + Vector256.Create(down * along.Y)) * perLength);
                var (aside, below) = (across - (part * along.X), Vector256.Create(down) - (part * along.Y));
                var distance = Vector256.Sqrt((aside * aside) + (below * below));
                var depth = Vector256.Create(fromRadius) + (part * (toRadius - fromRadius)) - distance;
                var light = Smooth(Clamp((depth / (2 * softness)) + Vector256.Create(0.5f))) * ink;
                Vector256.Max(Vector256.LoadUnsafe(ref row[place]), light).StoreUnsafe(ref row[place]);
            }
        }
    }

    private (int First, int Last) Range(float one, float other, float reach) => (
        Math.Max(0, (int)MathF.Floor(Math.Min(one, other) - reach)),
        Math.Min(size - 1, (int)MathF.Ceiling(Math.Max(one, other) + reach)));

    private static Vector256<float> Smooth(Vector256<float> x) => x * x * (Vector256.Create(3f) - (2 * x));

    private static Vector256<float> Clamp(Vector256<float> x) => Vector256.Min(Vector256.Max(x, Vector256<float>.Zero), Vector256<float>.One);
}
