using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace GanLab.Formats.TorchArchive;

/// <summary>A Python dict or OrderedDict, in the order of its entries.</summary>
/// <remarks>Keys are texts; integer keys, which the states of optimizers have, are read as their decimal digits.</remarks>
public sealed class PickleDictionary : PickleValue, IEnumerable<KeyValuePair<string, PickleValue>>
{
    private readonly OrderedDictionary<string, PickleValue> entries = new(StringComparer.Ordinal);

    /// <summary>Whether it is a collections.OrderedDict, as a state dict is.</summary>
    public bool IsOrderedDict { get; init; }

    /// <summary>Entries.</summary>
    public int Count => entries.Count;

    /// <summary>The keys in their order.</summary>
    public IReadOnlyList<string> Keys => [.. entries.Keys];

    /// <inheritdoc/>
    public override string PythonType => IsOrderedDict ? "collections.OrderedDict" : "dict";

    /// <summary>The value at <paramref name="key"/>.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public PickleValue this[string key]
    {
        get => entries[key];
        set => entries[key] = value;
    }

    /// <summary>The state dict of a module: an OrderedDict of tensors by PyTorch's dotted names.</summary>
    public static PickleDictionary StateDict(IEnumerable<KeyValuePair<string, RawTensor>> tensors)
    {
        var dictionary = new PickleDictionary { IsOrderedDict = true };
        foreach (var (name, tensor) in tensors)
        {
            dictionary.Add(name, tensor);
        }

        return dictionary;
    }

    /// <summary>Adds an entry behind the others.</summary>
    /// <exception cref="ArgumentException"><paramref name="key"/> is there already.</exception>
    public void Add(string key, PickleValue value) => entries.Add(key, value);

    /// <summary>Adds an entry behind the others unless <paramref name="key"/> is there already.</summary>
    public bool TryAdd(string key, PickleValue value) => entries.TryAdd(key, value);

    /// <summary>Finds the value at <paramref name="key"/> if it is a <typeparamref name="T"/>.</summary>
    public bool TryGet<T>(string key, [NotNullWhen(true)] out T? value)
        where T : PickleValue
    {
        value = entries.TryGetValue(key, out var found) ? found as T : null;
        return value is not null;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, PickleValue>> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
