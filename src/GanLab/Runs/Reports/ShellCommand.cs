namespace GanLab.Runs.Reports;

/// <summary>A command as one can paste it at a prompt, whatever the names in it are.</summary>
internal static class ShellCommand
{
    public static string Of(params string[] words) => string.Join(' ', words.Select(Quoted));

    private static string Quoted(string word)
    {
        var isPlain = word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./\\:".Contains(c, StringComparison.Ordinal));
        return OperatingSystem.IsWindows()
            ? isPlain ? word : $"\"{word}\""
            : isPlain && !word.Contains('\\', StringComparison.Ordinal) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
