namespace GanLab.Formats.Png;

/// <summary>The constants of the format (W3C, Portable Network Graphics, third edition, 2025).</summary>
internal static class PngChunks
{
    public const string Header = "IHDR";
    public const string Data = "IDAT";
    public const string End = "IEND";
    public const string Latin1Text = "tEXt";
    public const string Utf8Text = "iTXt";
    public const string Palette = "PLTE"; // only a hint in true-colour pictures
    public const int HeaderLength = 13;
    public const int LongestKeyword = 79;

    /// <summary>Whether a text chunk may be called so: 1 to 79 characters of Latin-1 that can be seen (section 11.3.3).</summary>
    public static bool IsKeyword(string keyword) =>
        keyword.Length is >= 1 and <= LongestKeyword && keyword.All(c => c is >= ' ' and <= '~' or >= '\u00A1' and <= '\u00FF');

    /// <summary>A byte no text has, the name, and line ends that a careless transfer would change.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];
}
