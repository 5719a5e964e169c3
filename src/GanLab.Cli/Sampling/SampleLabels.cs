using System.Globalization;
using GanLab.Checkpoints;
using GanLab.Configuration;

namespace GanLab.Cli.Sampling;

/// <summary>Decides of which class each sample is.</summary>
internal static class SampleLabels
{
    /// <summary>The label for each seed: the class asked for, or the classes in turn.</summary>
    /// <param name="seeds">One for each sample.</param>
    /// <param name="wanted">Name or number of a class; null for all in turn.</param>
    /// <param name="description">Names the classes.</param>
    /// <param name="classes">How many there are; 0 for an unconditional generator.</param>
    /// <exception cref="ConfigException">There is no such class.</exception>
    internal static long[] For(IReadOnlyList<long> seeds, string? wanted, GeneratorDescription description, int classes)
    {
        if (wanted is not null)
        {
            var label = Find(wanted, description.ClassNames, classes);
            return [.. seeds.Select(_ => label)];
        }

        // By the seed, not by the place: a sample is the same alone and in company.
        return [.. seeds.Select(seed => classes == 0 ? 0 : ((seed % classes) + classes) % classes)];
    }

    private static long Find(string wanted, IReadOnlyList<string> names, int classes)
    {
        if (classes == 0)
        {
            throw new ConfigException($"--class {wanted}: this generator knows no classes. Train one with --conditional, or leave --class out.");
        }

        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == wanted)
            {
                return i;
            }
        }

        return int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < classes
            ? number
            : throw new ConfigException(
                $"{Suggestion.UnknownName("class", wanted, names.Count > 0 ? names : [.. Enumerable.Range(0, classes).Select(i => $"{i}")])}");
    }
}
