namespace GanLab.Imaging;

/// <summary>Shows points in the plane: real ones pale, generated ones coloured on top.</summary>
public static class ScatterPlot
{
    private const int Side = 512;
    private const float PointRadius = 2.2f; // pixels
    private const float Margin = 1.25f; // the picture's half side over the farthest real coordinate

    private static readonly (byte Red, byte Green, byte Blue) RealColour = (170, 180, 195);
    private static readonly (byte Red, byte Green, byte Blue) GeneratedColour = (225, 70, 30);

    /// <summary>A picture of 512x512, the origin in the middle, y upwards; points outside it are left out.</summary>
    /// <param name="real">[N, 2]; decides the scale unless <paramref name="extent"/> does.</param>
    /// <param name="generated">[M, 2]; may be empty.</param>
    /// <param name="extent">The coordinate at the edge of the picture; by default a quarter more than the real points reach.</param>
    /// <exception cref="ArgumentException">A length is odd.</exception>
    public static Bitmap Draw(ReadOnlySpan<float> real, ReadOnlySpan<float> generated, float? extent = null)
    {
        if (((real.Length | generated.Length) & 1) != 0)
        {
            throw new ArgumentException("Points in the plane come as pairs of coordinates.");
        }

        var edge = extent ?? (Margin * Reach(real));
        var pixels = new byte[Side * Side * 3];
        Array.Fill(pixels, byte.MaxValue);
        DrawAll(pixels, real, edge, RealColour, strength: 0.7f);
        DrawAll(pixels, generated, edge, GeneratedColour, strength: 0.8f);
        return new Bitmap(Side, Side, 3, pixels);
    }

    private static float Reach(ReadOnlySpan<float> points)
    {
        var reach = 0f;
        foreach (var coordinate in points)
        {
            reach = float.IsFinite(coordinate) ? Math.Max(reach, Math.Abs(coordinate)) : reach;
        }

        return reach > 0 ? reach : 1;
    }

    private static void DrawAll(
        byte[] pixels, ReadOnlySpan<float> points, float edge, (byte Red, byte Green, byte Blue) colour, float strength)
    {
        for (var i = 0; i + 1 < points.Length; i += 2)
        {
            var x = ((points[i] / edge) + 1) * Side / 2;
            var y = (1 - (points[i + 1] / edge)) * Side / 2;
            if (x is >= 0 and < Side && y is >= 0 and < Side) // false for what is not a number
            {
                Dot(pixels, x, y, colour, strength);
            }
        }
    }

    private static void Dot(byte[] pixels, float x, float y, (byte Red, byte Green, byte Blue) colour, float strength)
    {
        const int reach = (int)PointRadius + 1;
        for (var row = Math.Max(0, (int)y - reach); row <= Math.Min(Side - 1, (int)y + reach); row++)
        {
            for (var column = Math.Max(0, (int)x - reach); column <= Math.Min(Side - 1, (int)x + reach); column++)
            {
                var distance = MathF.Sqrt(((column + 0.5f - x) * (column + 0.5f - x)) + ((row + 0.5f - y) * (row + 0.5f - y)));
                var cover = strength * Math.Clamp(PointRadius + 0.5f - distance, 0, 1);
                var pixel = pixels.AsSpan(((row * Side) + column) * 3, 3);
                pixel[0] = Mix(pixel[0], colour.Red, cover);
                pixel[1] = Mix(pixel[1], colour.Green, cover);
                pixel[2] = Mix(pixel[2], colour.Blue, cover);
            }
        }
    }

    private static byte Mix(byte below, byte above, float cover) => (byte)MathF.Round(below + (cover * (above - below)));
}
