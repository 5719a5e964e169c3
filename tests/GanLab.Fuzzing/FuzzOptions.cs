using System.Globalization;

namespace GanLab.Fuzzing;

/// <summary>What to try, how much and from which seed.</summary>
internal sealed record FuzzOptions
{
    /// <summary>The readers to try, by name; none for all.</summary>
    internal IReadOnlyList<string> Families { get; init; } = [];

    /// <summary>Damaged copies for each family.</summary>
    internal long Inputs { get; init; } = 100_000;

    /// <summary>Number of the first copy: copy 7 of a seed is the same alone and after 0 to 6.</summary>
    internal long First { get; init; }

    /// <summary>Seconds for each family, after which the rest of the copies is left out; 0 for no limit.</summary>
    internal double Seconds { get; init; }

    /// <summary>How long one file may take, each of two times.</summary>
    internal double MostMilliseconds { get; init; } = 2000;

    /// <summary>How long one file may take before it is taken to take for ever.</summary>
    internal int PatienceSeconds { get; init; } = 60;

    /// <summary>Equal seeds give equal copies.</summary>
    internal int Seed { get; init; } = 20140610;

    /// <summary>Where files that a reader did not stand are kept.</summary>
    internal string Findings { get; init; } = Path.Combine("artifacts", "fuzzing");

    /// <summary>Whether this process is the one that a native library may bring down.</summary>
    /// <remarks>It begins at <see cref="First"/> in any case, which is negative for a seed.</remarks>
    internal bool Worker { get; init; }

    /// <summary>Where such a process keeps its <see cref="Progress"/>.</summary>
    internal string Note { get; init; } = "";

    /// <summary>Reads "--family idx --inputs 1000" and so on.</summary>
    /// <exception cref="ArgumentException">Something is not understood.</exception>
    internal static FuzzOptions Parse(string[] args)
    {
        var options = new FuzzOptions();
        for (var i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--worker" => options with { Worker = true },
                "--family" => options with { Families = [.. options.Families, Name(Value())] },
                "--inputs" => options with { Inputs = Number(Value()) },
                "--first" => options with { First = Number(Value(), NumberStyles.AllowLeadingSign) },
                "--seconds" => options with { Seconds = Number(Value()) },
                "--seed" => options with { Seed = (int)Number(Value()) },
                "--findings" => options with { Findings = Value() },
                "--note" => options with { Note = Value() },
                _ => throw new ArgumentException(
                    $"'{args[i]}' is not known; known are --family NAME, --inputs N, --first N, --seconds S, --seed S and --findings DIR."),
            };

            string Value() => ++i < args.Length ? args[i] : throw new ArgumentException($"{args[^1]} needs a value.");
        }

        return options;
    }

    private static long Number(string text, NumberStyles styles = NumberStyles.None) =>
        int.TryParse(text, styles, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentException($"'{text}' is not a whole number.");

    private static string Name(string text) => FamilyCatalog.Has(text)
        ? text
        : throw new ArgumentException(
            $"There is no family '{text}'; there are {string.Join(", ", FamilyCatalog.All.Select(family => family.Name))}.");
}
