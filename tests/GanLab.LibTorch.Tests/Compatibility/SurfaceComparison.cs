using System.Reflection;
using System.Text.RegularExpressions;

namespace GanLab.LibTorch.Tests.Compatibility;

/// <summary>Finds what a type offers that the signature list does not.</summary>
internal static partial class SurfaceComparison
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    // Every class has these from object; whether TorchSharp overrides them is no part of a caller's code.
    private static readonly string[] FromObject = [nameof(Equals), nameof(GetHashCode), nameof(ToString), "Finalize"];

    /// <summary>One sentence for each difference; none where every member stands in the list.</summary>
    internal static IEnumerable<string> Differences(Type type, SignatureList list)
    {
        var name = SignatureWriter.Name(type);
        if (list.Find(name) is not { } listed)
        {
            return [$"{SignatureWriter.Kind(type)} {name} is not listed."];
        }

        var kind = SignatureWriter.Kind(type);
        var problems = kind == listed.Kind ? [] : new List<string> { $"{name} is a {kind}; listed is a {listed.Kind}." };
        problems.AddRange(type.IsEnum ? EnumDifferences(type, listed) : MemberDifferences(type, listed, list));
        return problems;
    }

    /// <summary>The listed overloads that the type lacks of the methods it has; with one too few, calls resolve differently.</summary>
    internal static IEnumerable<string> MissingOverloads(Type type, SignatureList list)
    {
        var offered = Hierarchy(type).SelectMany(t => t.GetMembers(Declared)).OfType<MethodBase>().Where(IsPartOfTheSurface).ToList();
        var names = offered.Select(ListedName).ToHashSet();
        var written = offered.Select(SignatureWriter.Write).Select(Bare).ToHashSet();
        return list.Find(SignatureWriter.Name(type)) is { Kind: not "enum" } listed
            ? listed.Members
                .Where(line => ListedMethod().Match(line) is { Success: true } method && names.Contains(method.Groups["name"].Value))
                .Where(line => !written.Contains(Bare(line)))
                .Select(line => $"{listed.Name}: {line}")
            : [];
    }

    private static IEnumerable<Type> Hierarchy(Type type)
    {
        for (var current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            yield return current;
        }
    }

    private static string ListedName(MethodBase method) => method is ConstructorInfo ? "new" : method.Name;

    private static string Bare(string line) => line.Replace("virtual ", "", StringComparison.Ordinal).Replace("abstract ", "", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<name>\w+)(<[^()]*>)?\(")]
    private static partial Regex ListedMethod();

    private static IEnumerable<string> EnumDifferences(Type type, ListedType listed)
    {
        var names = string.Join(", ", Enum.GetNames(type));
        return listed.Members.Contains(names) ? [] : [$"{listed.Name} has {names}; listed are {string.Join(", ", listed.Members)}."];
    }

    private static IEnumerable<string> MemberDifferences(Type type, ListedType listed, SignatureList list)
    {
        var known = list.WithBases(listed).SelectMany(t => t.Members).ToHashSet();
        // A method that cannot be overridden here but can there breaks no caller.
        var asPlain = known.Select(line => line.Replace("virtual ", "", StringComparison.Ordinal)).ToHashSet();
        return type.GetMembers(Declared)
            .Where(IsPartOfTheSurface)
            .Select(SignatureWriter.Write)
            .Where(line => !known.Contains(line) && !asPlain.Contains(line))
            .Select(line => $"{listed.Name}: {line}");
    }

    private static bool IsPartOfTheSurface(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => !constructor.IsStatic && IsVisible(constructor),
        MethodInfo method => IsVisible(method) && !FromObject.Contains(method.Name) && (!method.IsSpecialName || IsOperator(method)),
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        _ => false,
    };

    private static bool IsOperator(MethodInfo method) => method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;
}
