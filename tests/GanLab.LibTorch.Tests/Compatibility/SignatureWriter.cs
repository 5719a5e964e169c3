using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace GanLab.LibTorch.Tests.Compatibility;

/// <summary>Writes types and members the way the signature list does, so that the two compare as text.</summary>
internal static class SignatureWriter
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    internal static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsInterface: true } => "interface",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    internal static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        // The list does not tell float[,] from float[].
        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Name(inner) + "?";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        return Keywords.TryGetValue(type, out var keyword) ? keyword : FullName(type);
    }

    internal static string Write(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"{Protection(constructor)}new({Parameters(constructor)})",
        MethodInfo method => $"{Protection(method)}{Modifier(method)}{Name(method.ReturnType)} {method.Name}{TypeParameters(method)}({Parameters(method)})",
        FieldInfo field => $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}",
        PropertyInfo property => Write(property),
        _ => throw new ArgumentException($"{member} is no member that the list holds.", nameof(member)),
    };

    private static string Write(PropertyInfo property)
    {
        var indices = property.GetIndexParameters();
        var name = indices.Length == 0 ? property.Name : $"this[{string.Join(", ", indices.Select(Write))}]";
        var accessors = (property.GetGetMethod() is null ? "" : "get; ") + (property.GetSetMethod() is null ? "" : "set; ");
        var isStatic = property.GetAccessors(nonPublic: true).Any(accessor => accessor.IsStatic);
        return $"{(isStatic ? "static " : "")}{Name(property.PropertyType)} {name} {{ {accessors}}}";
    }

    private static string FullName(Type type)
    {
        var full = (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');
        var name = full.Split('`')[0];
        foreach (var prefix in (string[])["TorchSharp.", "System.Collections.Generic.", "System."])
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                name = name[prefix.Length..];
                break;
            }
        }

        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }

    private static string Protection(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifier(MethodInfo method) => method switch
    {
        { IsStatic: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    };

    private static string TypeParameters(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method)
    {
        var written = string.Join(", ", method.GetParameters().Select(Write));
        return method.IsDefined(typeof(ExtensionAttribute)) ? $"this {written}" : written;
    }

    private static string Write(ParameterInfo parameter)
    {
        var passing = parameter.IsOut ? "out "
            : parameter.ParameterType.IsByRef ? "ref "
            : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params "
            : "";
        return $"{passing}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Default(parameter)}" : "")}";
    }

    private static string Default(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        string text => $"\"{text}\"",
        var value when parameter.ParameterType.IsEnum => Enum.GetName(parameter.ParameterType, value)!,
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
