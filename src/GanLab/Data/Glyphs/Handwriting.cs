using System.Numerics;
using GanLab.Randomness;

namespace GanLab.Data.Glyphs;

/// <summary>One hand at one moment: everything in which two drawings of the same digit differ.</summary>
internal sealed class Handwriting
{
    private const float Tremble = 0.021f; // standard deviation of each point that the pen aims at, in heights of a digit

    /// <summary>The most that <see cref="Pressure"/> returns.</summary>
    public const float HardestPressure = 1.13f;

    private readonly RandomStream random;
    private readonly Matrix3x2 shape;
    private readonly Vector2 waveDirection;
    private readonly Vector2 waveHeight;
    private readonly float wavePhase;
    private readonly float pressurePhase;

    public Handwriting(RandomStream random)
    {
        this.random = random;
        var slant = Math.Clamp(0.14f + (0.17f * random.NextNormal()), -0.25f, 0.55f);
        var tilt = Math.Clamp(0.07f * random.NextNormal(), -0.18f, 0.18f);
        shape = Matrix3x2.CreateTranslation(-0.5f, -0.5f)
            * Matrix3x2.CreateScale(random.NextSingle(0.6f, 0.98f), 1)
            * new Matrix3x2(1, 0.1f * random.NextNormal(), -slant, 1, 0, 0)
            * Matrix3x2.CreateRotation(tilt);
        waveDirection = new Vector2(random.NextSingle(-4, 4), random.NextSingle(-4, 4));
        waveHeight = new Vector2(0.028f * random.NextNormal(), 0.028f * random.NextNormal());
        wavePhase = random.NextSingle(0, MathF.Tau);
        pressurePhase = random.NextSingle(0, MathF.Tau);
        var width = random.NextSingle();
        PenRadius = 0.026f + (0.034f * width) + (0.010f * width * random.NextSingle());
        Ink = random.NextSingle(0.88f, 1);
        Height = random.NextSingle(0.6f, 0.72f);
        Offset = new Vector2(random.NextSingle(-0.03f, 0.03f), random.NextSingle(-0.03f, 0.03f));
    }

    /// <summary>Half the width of a stroke, as a part of the picture's side.</summary>
    public float PenRadius { get; }

    /// <summary>How bright a stroke is, up to 1.</summary>
    public float Ink { get; }

    /// <summary>The digit's height as a part of the picture's side.</summary>
    public float Height { get; }

    /// <summary>Where the digit's middle lies from the picture's, as a part of its side.</summary>
    public Vector2 Offset { get; }

    /// <summary>The points that this hand aims at where the habit has <paramref name="points"/>; corners stay corners.</summary>
    public void Aim(ReadOnlySpan<Vector2> points, Span<Vector2> aimed)
    {
        for (var i = 0; i < points.Length; i++)
        {
            aimed[i] = i > 0 && points[i] == points[i - 1]
                ? aimed[i - 1]
                : points[i] + (Tremble * new Vector2(random.NextNormal(), random.NextNormal()));
        }
    }

    /// <summary>Bends, slants and turns a point of the curve about the digit's middle.</summary>
    public Vector2 Bend(Vector2 point)
    {
        var wave = MathF.Sin(Vector2.Dot(waveDirection, point) + wavePhase);
        return Vector2.Transform(point + (wave * waveHeight), shape);
    }

    /// <summary>The pressure of the pen, about 1, at <paramref name="part"/> in [0, 1] of the way along a stroke.</summary>
    public float Pressure(float part)
    {
        var ends = Math.Clamp(Math.Min(part, 1 - part) * 9, 0, 1);
        return (0.8f + (0.2f * ends)) * (1 + ((HardestPressure - 1) * MathF.Sin((5 * part) + pressurePhase)));
    }
}
