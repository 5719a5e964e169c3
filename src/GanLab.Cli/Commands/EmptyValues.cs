using System.CommandLine;
using System.CommandLine.Parsing;

namespace GanLab.Cli.Commands;

/// <summary>Refuses values without a character: a variable of the shell that is not set must not mean "the default".</summary>
internal static class EmptyValues
{
    /// <summary>The same option, which now takes no empty value.</summary>
    internal static Option<string> NotEmpty(this Option<string> option)
    {
        option.Validators.Add(result => Refuse(result, $"{option.Name} {option.HelpName}", result.Tokens));
        return option;
    }

    /// <summary>The same argument, which now takes no empty value.</summary>
    internal static Argument<string> NotEmpty(this Argument<string> argument)
    {
        argument.Validators.Add(result => Refuse(result, argument.Name, result.Tokens));
        return argument;
    }

    private static void Refuse(SymbolResult result, string what, IReadOnlyList<Token> tokens)
    {
        if (tokens.Any(token => token.Value.Length == 0))
        {
            result.AddError($"{what} was given without a value; a variable of the shell may be unset. Leave it away or give one.");
        }
    }
}
