namespace GanLab.Formats.Pictures;

/// <summary>How a picture file stores colour.</summary>
public enum PictureColour
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>One channel.</summary>
    Grey,

    /// <summary>Red, green and blue, or what is equal to them, such as the YCbCr of JPEG.</summary>
    Rgb,

    /// <summary>Numbers of colours in a table.</summary>
    Palette,

    /// <summary>Inks for printing.</summary>
    Cmyk,
}
