using System.Text.RegularExpressions;

namespace GanLab.LibTorch.Tests.Compatibility;

/// <summary>TorchSharp's public signatures, read from the text file that lists them.</summary>
internal sealed partial class SignatureList
{
    private const string FileName = "torchsharp-0.107-api.txt";

    private readonly Dictionary<string, ListedType> types = [];

    internal int Count => types.Count;

    internal ListedType? Find(string name) => types.GetValueOrDefault(name);

    /// <summary>A type and the types it derives from, as far as they are listed.</summary>
    internal IEnumerable<ListedType> WithBases(ListedType type)
    {
        for (var current = type; current is not null; current = Find(Open(current.Base)))
        {
            yield return current;
        }
    }

    internal static SignatureList Parse(IEnumerable<string> lines)
    {
        var list = new SignatureList();
        ListedType? current = null;
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                current?.Members.Add(line.Trim());
            }
            else if (Header().Match(line) is { Success: true } header)
            {
                var (kind, name, parent) = (header.Groups["kind"].Value, header.Groups["name"].Value, header.Groups["base"].Value);
                // A type nested in a generic one is listed under its outer type's name; the two become one.
                current = list.types.TryGetValue(name, out var known)
                    ? list.types[name] = known with { Base = known.Base + parent }
                    : list.types[name] = new ListedType(name, kind, parent, []);
            }
        }

        return list;
    }

    /// <summary>The list beside the checkout, or null where there is none.</summary>
    internal static SignatureList? BesideCheckout()
    {
        var path = Repository.PathOf("..", "shared", FileName);
        return File.Exists(path) ? Parse(File.ReadLines(path)) : null;
    }

    // Bases are written closed, Module<torch.Tensor, torch.Tensor>, and types open, Module<T, TResult>.
    private string Open(string name)
    {
        var mark = name.IndexOf('<', StringComparison.Ordinal);
        return mark < 0
            ? name
            : types.Keys.FirstOrDefault(key => key.StartsWith(name[..(mark + 1)], StringComparison.Ordinal) && Arity(key) == Arity(name)) ?? name;
    }

    private static int Arity(string name)
    {
        var (depth, count) = (0, 1);
        foreach (var letter in name)
        {
            depth += letter == '<' ? 1 : letter == '>' ? -1 : 0;
            count += letter == ',' && depth == 1 ? 1 : 0;
        }

        return count;
    }

    [GeneratedRegex(@"^(?<kind>((static|abstract|sealed) )?(class|struct|enum|interface|delegate)) (?<name>.+?)( : (?<base>.+))?$")]
    private static partial Regex Header();
}
