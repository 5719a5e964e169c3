using System.Reflection;
using System.Runtime.CompilerServices;

namespace GanLab.Tests.PublicApi;

/// <summary>Everything that users of an assembly can see, a line for each type and member.</summary>
internal static class PublicMembers
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().SelectMany(Of).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Of(Type type)
    {
        yield return $"{Name(type)} : {Kind(type)}{Bases(type)}";
        if (type.IsEnum)
        {
            yield return $"{Name(type)} = {string.Join(", ", Enum.GetNames(type))}";
            yield break;
        }

        // What a record brings by itself is no news.
        var isRecord = type.GetMethod("<Clone>$") is not null || type.GetMethod("PrintMembers", Declared) is not null;
        foreach (var member in type.GetMembers(Declared).Where(member => !Generated(member) && !(isRecord && Brought(member))))
        {
            if (Line(member) is { } line)
            {
                yield return $"{Name(type)}.{line}";
            }
        }
    }

    private static string? Line(MemberInfo member) => member switch
    {
        ConstructorInfo { IsStatic: false } made when Visible(made) => $"new({Parameters(made)})",
        MethodInfo { IsSpecialName: false } method when Visible(method) =>
            $"{Modifier(method)}{method.Name}{Generic(method.IsGenericMethod ? method.GetGenericArguments() : [])}({Parameters(method)}) : {Name(method.ReturnType)}",
        MethodInfo { IsSpecialName: true } method when Visible(method) && method.Name.StartsWith("op_", StringComparison.Ordinal) =>
            $"{method.Name}({Parameters(method)}) : {Name(method.ReturnType)}",
        PropertyInfo property when property.GetAccessors(nonPublic: true).Any(Visible) =>
            $"{Modifier(property.GetAccessors(nonPublic: true)[0])}{property.Name} {{ {Accessors(property)}}} : {Name(property.PropertyType)}",
        FieldInfo field when field.IsPublic || field.IsFamily => $"{field.Name} : {Name(field.FieldType)}{(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "")}",
        EventInfo happening => $"event {happening.Name}",
        _ => null,
    };

    private static bool Visible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool Generated(MemberInfo member) => member.IsDefined(typeof(CompilerGeneratedAttribute)) && member is not PropertyInfo;

    private static bool Brought(MemberInfo member) => member.Name is "ToString" or "Equals" or "GetHashCode" or "PrintMembers"
        or "EqualityContract" or "Deconstruct" or "<Clone>$" or "op_Equality" or "op_Inequality";

    private static string Accessors(PropertyInfo property) => string.Concat(
        property.GetMethod is { } get && Visible(get) ? "get; " : "",
        property.SetMethod is { } set && Visible(set) ? (IsInit(set) ? "init; " : "set; ") : "");

    private static bool IsInit(MethodInfo set) => set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Modifier(MethodBase method) =>
        (method.IsStatic ? "static " : "") + (method.IsFamily ? "protected " : "") + (method.IsAbstract && !method.DeclaringType!.IsInterface ? "abstract " : "");

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "null"}" : "")}"));

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
        : type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static string Bases(Type type)
    {
        var parent = type.IsClass && type.BaseType != typeof(object) ? [type.BaseType!] : Array.Empty<Type>();
        var own = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(face => face.Namespace != "System" || face == typeof(IDisposable));
        var all = type.IsEnum ? [] : parent.Concat(own).Select(Name).Order(StringComparer.Ordinal).ToArray();
        return all.Length == 0 ? "" : $" of {string.Join(", ", all)}";
    }

    private static string Name(Type type)
    {
        if (type.IsByRef || type.IsArray)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "&");
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var outer = type.IsNested ? Name(type.DeclaringType!) + "." : type.Namespace?.StartsWith("GanLab", StringComparison.Ordinal) == true ? type.Namespace + "." : "";
        return outer + type.Name.Split('`')[0] + Generic(type.GetGenericArguments());
    }

    private static string Generic(Type[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(Name))}>";
}
