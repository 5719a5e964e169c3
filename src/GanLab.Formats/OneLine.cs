using System.Globalization;
using System.Text;

namespace GanLab.Formats;

/// <summary>Makes texts from files fit for a message or a table: one line, of bounded length, without commands for the terminal.</summary>
public static class OneLine
{
    private const int Longest = 1000;

    /// <summary><paramref name="text"/> with what cannot be seen written as its code, and "…" for the rest of a long one.</summary>
    /// <param name="text">Any; half surrogate pairs are possible.</param>
    /// <param name="longest">Characters that are kept.</param>
    public static string Of(string text, int longest = Longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= longest && !text.Any(IsHidden) && !HasHalfPair(text))
        {
            return text;
        }

        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes()) // half a pair comes as U+FFFD
        {
            if (line.Length >= longest)
            {
                return line.Append('…').ToString();
            }

            line.Append(IsHidden(rune) ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}") : rune.ToString());
        }

        return line.ToString();
    }

    private static bool IsHidden(char c) => !char.IsSurrogate(c) && IsHidden(new Rune(c));

    // Controls, among them line ends and the escape that begins a command; marks that turn the direction of writing.
    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool HasHalfPair(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return true;
            }
        }

        return false;
    }
}
