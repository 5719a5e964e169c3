using System.Numerics;
using GanLab.Randomness;

namespace GanLab.Data.Glyphs;

/// <summary>Draws one digit: choose a habit, aim, bend, fit into the picture, ink.</summary>
internal static class GlyphPainter
{
    private const float WidestPart = 0.7f; // of the side; leaves room for the widest pen

    /// <summary>Paints <paramref name="digit"/> into <paramref name="pixels"/>, [size, size], as brightness in [0, 1].</summary>
    public static void Paint(int digit, RandomStream random, Span<float> pixels, int size)
    {
        var hand = new Handwriting(random);
        var strokes = DigitShapes.Strokes(digit, (int)random.NextInt64(DigitShapes.Count(digit)));
        var curve = new List<Vector2>(128);
        Span<int> ends = stackalloc int[strokes.Length];
        for (var i = 0; i < strokes.Length; i++)
        {
            var aimed = new Vector2[strokes[i].Length];
            hand.Aim(strokes[i], aimed);
            PenCurve.Append(aimed, curve);
            ends[i] = curve.Count;
        }

        for (var i = 0; i < curve.Count; i++)
        {
            curve[i] = hand.Bend(curve[i]);
        }

        Fit(curve, hand, size);
        pixels.Clear();
        var raster = new InkRaster(pixels, size, hand.Ink);
        var start = 0;
        foreach (var end in ends)
        {
            Ink(curve, start, end, hand, size, raster);
            start = end;
        }
    }

    private static void Fit(List<Vector2> curve, Handwriting hand, int size)
    {
        var (low, high) = (curve[0], curve[0]);
        foreach (var point in curve)
        {
            (low, high) = (Vector2.Min(low, point), Vector2.Max(high, point));
        }

        var extent = high - low;
        var scale = size * Math.Min(hand.Height / extent.Y, WidestPart / Math.Max(extent.X, 1e-3f));
        var middle = (low + high) / 2;
        var reach = InkRaster.Softness(size) + (hand.PenRadius * size * Handwriting.HardestPressure) + 0.5f;
        var slack = Vector2.Max(Vector2.Zero, new Vector2((size / 2f) - reach) - (extent * scale / 2));
        var target = new Vector2(size / 2f) + Vector2.Clamp(hand.Offset * size, -slack, slack);
        for (var i = 0; i < curve.Count; i++)
        {
            curve[i] = ((curve[i] - middle) * scale) + target;
        }
    }

    private static void Ink(List<Vector2> curve, int start, int end, Handwriting hand, int size, InkRaster raster)
    {
        var radius = hand.PenRadius * size;
        var last = end - start - 1;
        var half = radius * hand.Pressure(0);
        for (var i = 0; i < last; i++)
        {
            var next = radius * hand.Pressure((i + 1) / (float)last);
            raster.Line(curve[start + i], curve[start + i + 1], half, next);
            half = next;
        }
    }
}
