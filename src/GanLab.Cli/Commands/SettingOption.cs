using System.CommandLine;
using System.CommandLine.Parsing;
using GanLab.Configuration;

namespace GanLab.Cli.Commands;

/// <summary>An option that is short for a setting of the configuration.</summary>
/// <remarks>Values are handed on as text: the configuration checks them, and reports all that is wrong at once.</remarks>
/// <param name="Path">The setting, for instance "training.batchSize".</param>
/// <param name="Option">Its form on the command line.</param>
internal sealed record SettingOption(string Path, Option Option)
{
    /// <summary>An option with a value.</summary>
    internal static SettingOption Value(string flag, string value, string path, string description) =>
        new(path, new Option<string>(flag) { HelpName = value, Description = description }.NotEmpty());

    /// <summary>An option without one.</summary>
    internal static SettingOption Switch(string flag, string path, string description) =>
        new(path, new Option<bool>(flag) { Description = description });

    /// <summary>Those of <paramref name="options"/> that were given, with their names, settings and texts.</summary>
    internal static ConfigOption[] Given(IEnumerable<SettingOption> options, ParseResult result) =>
    [
        .. from option in options
           let text = option.In(result)
           where text is not null
           select new ConfigOption(option.Path, text, option.Option.Name),
    ];

    /// <summary>The text that was given; null if the option was not.</summary>
    private string? In(ParseResult result) => result.GetResult(Option) switch
    {
        OptionResult { Implicit: false, Tokens: [.., var last] } => last.Value,
        OptionResult { Implicit: false } => "true",
        _ => null,
    };
}
