using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using GanLab.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.Tests.Support;

/// <summary>Everything that can be reached from an object through fields, public and private, as values by path.</summary>
/// <remarks>Tensors are their type, shape and bytes. What was met before is a reference to its first path, so that it matters who shares what.</remarks>
internal sealed class ObjectGraph
{
    // Machinery whose insides say nothing about the run: identities, handles, clocks, locks, threads and what reflection keeps.
    private static readonly Type[] Opaque =
    [
        typeof(Type), typeof(MemberInfo), typeof(Assembly), typeof(Module), typeof(Thread), typeof(Lock), typeof(Task), typeof(WaitHandle),
        typeof(CancellationTokenSource), typeof(System.Runtime.InteropServices.SafeHandle), typeof(WeakReference), typeof(DisposeScope),
        typeof(StringComparer), typeof(Stream),
    ];

    private readonly Dictionary<object, string> met = new(ReferenceEqualityComparer.Instance);
    private readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly List<(string Path, Tensor Tensor)> tensors = [];
    private readonly IReadOnlyDictionary<string, string> exempt;

    private ObjectGraph(IReadOnlyDictionary<string, string> exempt) => this.exempt = exempt;

    /// <summary>Every tensor that was met, by the path on which it was met first.</summary>
    internal IReadOnlyList<(string Path, Tensor Tensor)> Tensors => tensors;

    /// <summary>Walks from <paramref name="root"/>.</summary>
    /// <param name="root">Where to begin.</param>
    /// <param name="exempt">Fields that are passed over, as "Type.field" by name, each with the reason.</param>
    internal static ObjectGraph Of(object root, IReadOnlyDictionary<string, string> exempt)
    {
        var graph = new ObjectGraph(exempt);
        graph.Visit("", root);
        return graph;
    }

    /// <summary>The paths at which the two graphs are not the same, with both values.</summary>
    internal IReadOnlyList<string> DifferencesTo(ObjectGraph other) =>
    [
        .. values.Keys.Union(other.values.Keys)
            .Where(path => values.GetValueOrDefault(path) != other.values.GetValueOrDefault(path))
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path}: {values.GetValueOrDefault(path, "(absent)")} | {other.values.GetValueOrDefault(path, "(absent)")}"),
    ];

    private void Visit(string path, object? value)
    {
        if (value is null or string || value.GetType() is { IsPrimitive: true } or { IsEnum: true } or { IsPointer: true })
        {
            // Addresses differ from one object to the next.
            values[path] = value is nint or nuint or Pointer ? "(address)" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "(null)";
            return;
        }

        if (!value.GetType().IsValueType && !met.TryAdd(value, path))
        {
            values[path] = $"as {met[value]}";
            return;
        }

        values[path] = value.GetType().ToString();
        switch (value)
        {
            case Tensor tensor:
                tensors.Add((path, tensor));
                values[path] = Describe(tensor);
                break;
            case Delegate { Target: var target, Method: var method }:
                values[path] = method.ToString()!;
                Visit($"{path}.Target", target);
                break;
            case Array { Rank: 1 } array when array.GetType().GetElementType()!.IsPrimitive:
                values[path] = Convert.ToHexString(SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.CreateSpan(
                    ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array), Buffer.ByteLength(array))));
                break;
            case var _ when Opaque.Any(type => type.IsInstanceOfType(value)):
                break;
            case IEnumerable collection when value is Array || value.GetType().Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true:
                VisitEach(path, collection);
                break;
            default:
                VisitFields(path, value);
                break;
        }
    }

    private void VisitEach(string path, IEnumerable collection)
    {
        var index = 0;
        foreach (var item in collection)
        {
            Visit($"{path}[{index++}]", item);
        }
    }

    private void VisitFields(string path, object value)
    {
        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                var name = NameOf(field);
                if (!exempt.ContainsKey($"{type.Name}.{name}"))
                {
                    Visit($"{path}.{name}", field.GetValue(value));
                }
            }
        }
    }

    // "<Step>k__BackingField" of a property and "<state>P" of a parameter of the class are shown as they were written.
    private static string NameOf(FieldInfo field) =>
        field.Name.StartsWith('<') && field.Name.IndexOf('>') is > 1 and var end ? field.Name[1..end] : field.Name;

    private static string Describe(Tensor tensor)
    {
        if (tensor.IsInvalid)
        {
            return "(disposed)";
        }

        var hash = Convert.ToHexString(SHA256.HashData(TensorBytes.From(tensor).Data.Span));
        return $"{tensor.dtype} [{string.Join(", ", tensor.shape)}] {(tensor.requires_grad ? "with gradient " : "")}{hash[..16]}";
    }
}
