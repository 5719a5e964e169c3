using System.Globalization;

namespace GanLab.Configuration;

/// <summary>The shape of one sample without the batch: channels, height and width of an image.</summary>
/// <remarks>A point in the plane is a sample of 2 channels, height 1 and width 1.</remarks>
/// <param name="Channels">1 grey, 3 RGB, 2 for points in the plane.</param>
/// <param name="Height">Rows; 1 for points.</param>
/// <param name="Width">Columns; 1 for points.</param>
public readonly record struct SampleShape(int Channels, int Height, int Width)
{
    /// <summary>Numbers in one sample.</summary>
    public int Length => Channels * Height * Width;

    /// <summary>Whether samples are points in a space rather than images.</summary>
    public bool IsPoint => Height == 1 && Width == 1;

    /// <summary>For instance "3x64x64".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Channels}x{Height}x{Width}");
}
