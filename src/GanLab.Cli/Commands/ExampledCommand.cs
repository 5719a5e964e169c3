using System.CommandLine;

namespace GanLab.Cli.Commands;

/// <summary>A command that shows in its help how it is used.</summary>
/// <param name="name">As typed.</param>
/// <param name="description">One sentence.</param>
/// <param name="example">A whole line to type.</param>
internal abstract class ExampledCommand(string name, string description, string example) : Command(name, description)
{
    /// <summary>A whole line to type.</summary>
    internal string Example { get; } = example;

    /// <summary>An option with a value, called <paramref name="value"/> in the help.</summary>
    protected static Option<string> Text(string name, string value, string description) =>
        new Option<string>(name) { HelpName = value, Description = description }.NotEmpty();

    /// <summary>An option without a value.</summary>
    protected static Option<bool> Flag(string name, string description) => new(name) { Description = description };
}
