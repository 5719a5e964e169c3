using GanLab.Formats;

namespace GanLab.Configuration;

/// <summary>What was asked for cannot be done as it was said: a wrong value, name or combination. Exit code 2.</summary>
public sealed class ConfigException : Exception
{
    /// <summary>All problems at once, each a sentence with the offending value and what would do.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Reports one problem.</summary>
    public ConfigException(string problem)
        : this([problem])
    {
    }

    /// <summary>Reports several problems together.</summary>
    public ConfigException(IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems.Select(Clean))) => Problems = [.. problems.Select(Clean)];

    // A problem may quote what a file says, and a file may say anything.
    private static string Clean(string problem) => OneLine.Of(problem);
}
