using System.Numerics;
using GanLab.Data.Glyphs;

namespace GanLab.Tests.Data.Glyphs;

public class InkRasterTests
{
    // The light of one pixel, with one rounding after the other as the pictures have always been drawn: another bit, another set.
    private static float Light(int x, int y, int size, Vector2 from, Vector2 to, float fromRadius, float toRadius)
    {
        var softness = InkRaster.Softness(size);
        var along = to - from;
        var point = new Vector2(x + 0.5f, y + 0.5f) - from;
        var part = Math.Clamp(Vector2.Dot(point, along) * (1 / Math.Max(along.LengthSquared(), 1e-12f)), 0, 1);
        var depth = fromRadius + (part * (toRadius - fromRadius)) - (point - (part * along)).Length();
        var edge = Math.Clamp((depth / (2 * softness)) + 0.5f, 0, 1);
        return edge * edge * (3 - (2 * edge));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(33)]
    [InlineData(64)]
    public void A_line_has_the_light_of_its_definition_in_every_pixel_to_the_bit_also_over_the_border(int size)
    {
        const float ink = 0.9f;
        Vector2[] points = [new(0.31f, 0.4f), new(0.72f, 0.55f), new(0.72f, 0.55f), new(-0.1f, 1.2f), new(1.1f, 0.05f), new(0.4f, -0.2f), new(-0.15f, 0.3f)];
        var (pixels, expected) = (new float[size * size], new float[size * size]);
        var raster = new InkRaster(pixels, size, ink);
        for (var i = 0; i + 1 < points.Length; i++)
        {
            var (from, to, radius, next) = (points[i] * size, points[i + 1] * size, 0.5f + (0.1f * i), 1.9f - (0.2f * i));
            raster.Line(from, to, radius, next);
            for (var p = 0; p < expected.Length; p++)
            {
                expected[p] = Math.Max(expected[p], ink * Light(p % size, p / size, size, from, to, radius, next));
            }
        }

        Assert.Contains(expected, light => light > 0.85f);
        Assert.Contains(expected, light => light == 0);
        Assert.Equal(expected, pixels);
    }
}
