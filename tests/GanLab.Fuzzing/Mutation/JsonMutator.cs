using System.Text;

namespace GanLab.Fuzzing.Mutation;

/// <summary>Damages a JSON text token by token, so that most copies are still JSON.</summary>
internal static class JsonMutator
{
    private static readonly string[] Tokens =
    [
        "0", "-1", "1", "1e999", "-1e999", "1e-999", "0.5", "2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
        "99999999999999999999999999", "NaN", "Infinity", "-Infinity", "null", "true", "false", "\"\"", "\"\\ud800\"", "\"\\udc00\"",
        "\"\\u0000\"", "\"\\n\\u001b[31m\"", "\"\u202e\"", "{}", "[]", "[[]]", "{\"\":0}", "[0,0]", "{", "}", "[", "]", ",", ":", "//", "/**/", "\ufeff", "'a'", "01", "+1",
    ];

    /// <summary>A copy of a text in UTF-8 with one to four changes.</summary>
    internal static byte[] Mutate(ReadOnlySpan<byte> json, ReadOnlySpan<byte> other, Random random)
    {
        if (random.Next(5) == 0)
        {
            return ByteMutator.Mutate(json, other, random);
        }

        var tokens = Split(json);
        for (var change = random.Next(1, 5); change > 0 && tokens.Count > 0; change--)
        {
            Change(tokens, random);
        }

        return Encoding.UTF8.GetBytes(string.Concat(tokens));
    }

    private static void Change(List<string> tokens, Random random)
    {
        var (at, second) = (random.Next(tokens.Count), random.Next(tokens.Count));
        switch (random.Next(9))
        {
            case 0 or 1 or 2:
                tokens[at] = Tokens[random.Next(Tokens.Length)];
                break;
            case 3:
                tokens[at] = tokens[second];
                break;
            case 4:
                tokens.RemoveAt(at);
                break;
            case 5:
                tokens.Insert(at, Tokens[random.Next(Tokens.Length)]);
                break;
            case 6:
                // A stretch again, behind a comma: repeated names.
                tokens.InsertRange(at, [.. tokens.GetRange(at, random.Next(Math.Min(16, tokens.Count - at))), ","]);
                break;
            case 7:
                var (depth, isArray) = (1 << random.Next(12), random.Next(2) == 0);
                var (open, close) = isArray ? ("[", "]") : ("{\"a\":", "}");
                tokens[at] = string.Concat(Enumerable.Repeat(open, depth)) + tokens[at] + string.Concat(Enumerable.Repeat(close, depth));
                break;
            default:
                tokens[at] = $"\"{new string((char)random.Next(32, 0x3000), 1 << random.Next(14))}\"";
                break;
        }
    }

    // Strings whole, punctuation alone, whatever else stands together.
    private static List<string> Split(ReadOnlySpan<byte> json)
    {
        var text = Encoding.UTF8.GetString(json);
        var tokens = new List<string>();
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = start + 1;
            if (text[start] == '"')
            {
                while (end < text.Length && text[end++] != '"')
                {
                    end += text[end - 1] == '\\' && end < text.Length ? 1 : 0;
                }
            }
            else if (IsPlain(text[start]))
            {
                while (end < text.Length && IsPlain(text[end]))
                {
                    end++;
                }
            }

            tokens.Add(text[start..end]);
        }

        return tokens;
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '+' or '.';
}
