namespace GanLab.Configuration;

/// <summary>Finds the names that somebody who wrote another may have meant.</summary>
public static class Suggestion
{
    private const int LongestName = 100; // nobody mistyped one that is longer

    /// <summary>"Unknown model 'dcgna'. Did you mean 'dcgan'? Known: dcgan, mlp."</summary>
    public static string UnknownName(string kind, string name, IEnumerable<string> known)
    {
        var names = known.ToArray();
        var near = Nearest(name, names);
        var question = near.Count == 0 ? "" : $" Did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?";
        return $"Unknown {kind} '{name}'.{question} Known: {string.Join(", ", names)}.";
    }

    /// <summary>At most three of <paramref name="known"/>, nearest first, that are within a third of the length in edits.</summary>
    public static IReadOnlyList<string> Nearest(string name, IEnumerable<string> known) => name.Length > LongestName ? [] :
        [.. known
            .Select(candidate => (candidate, distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.distance <= Math.Max(1, Math.Max(name.Length, pair.candidate.Length) / 3)
                || (name.Length > 2 && pair.candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(pair => pair.distance)
            .Take(3)
            .Select(pair => pair.candidate)];

    // Damerau-Levenshtein in its restricted form: insertions, deletions, substitutions and swaps of neighbours.
    private static int Distance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                var best = Math.Min(table[i - 1, j - 1] + cost, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                var swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                table[i, j] = swapped ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
            }
        }

        return table[left.Length, right.Length];
    }
}
