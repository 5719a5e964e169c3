using System.Globalization;
using GanLab.Configuration;

namespace GanLab.Cli.Sampling;

/// <summary>Reads which samples are asked for: a seed each.</summary>
internal static class SeedChoice
{
    /// <summary>The most samples of one command.</summary>
    internal const int Most = 1_000_000;

    private const int Usual = 64;
    private const string Forms = "numbers and ranges, such as 0-63 or 1,5,7-9";

    /// <summary>The seeds that --n, --seed and --seeds stand for, each null where it was not given.</summary>
    /// <exception cref="ConfigException">They make no sense, or not together.</exception>
    internal static long[] Read(string? n, string? seed, string? seeds)
    {
        if (seeds is null)
        {
            var (count, first) = (Number("--n", n ?? $"{Usual}", 1, Most), Number("--seed", seed ?? "0", long.MinValue, long.MaxValue - Most));
            return [.. Enumerable.Range(0, (int)count).Select(i => first + i)];
        }

        string[] clashes =
        [
            .. seed is null ? Array.Empty<string>() : ["--seed and --seeds both choose the samples; give one of them."],
            .. n is null ? Array.Empty<string>() : ["--n counts on from --seed; leave it out where --seeds names every sample."],
        ];
        return clashes.Length == 0 ? [.. Ranges(seeds)] : throw new ConfigException(clashes);
    }

    private static List<long> Ranges(string text)
    {
        var seeds = new List<long>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var dash = part.IndexOf('-', Math.Min(1, part.Length)); // the first character may be a sign
            var isRange = dash > 0;
            if (!Parse(isRange ? part[..dash] : part, out var first) | !Parse(isRange ? part[(dash + 1)..] : part, out var last))
            {
                throw new ConfigException($"--seeds takes {Forms}, not '{text}'.");
            }

            if (last < first)
            {
                throw new ConfigException($"--seeds: the range '{part}' runs backwards; write {last}-{first}.");
            }

            if ((Int128)last - first + 1 + seeds.Count > Most)
            {
                throw new ConfigException(FormattableString.Invariant($"--seeds names more than {Most:n0} samples; draw them in several goes."));
            }

            for (var seed = first; ; seed++)
            {
                seeds.Add(seed);
                if (seed == last)
                {
                    break;
                }
            }
        }

        return seeds;
    }

    private static long Number(string option, string text, long least, long most)
    {
        if (!Parse(text, out var number))
        {
            throw new ConfigException($"{option} takes a whole number, not '{text}'.");
        }

        return number >= least && number <= most
            ? number
            : throw new ConfigException(FormattableString.Invariant($"{option} is {number}, but must lie in [{least}, {most}]."));
    }

    private static bool Parse(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
