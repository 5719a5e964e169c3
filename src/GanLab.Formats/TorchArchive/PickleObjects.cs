namespace GanLab.Formats.TorchArchive;

/// <summary>A list while a pickle is still filling it; it may contain itself.</summary>
internal sealed class OpenList
{
    private List<object>? items;

    /// <summary>Made when the first is added: a hostile pickle has as many lists as bytes.</summary>
    public List<object> Items => items ??= [];

    public int Count => items?.Count ?? 0;
}

/// <summary>A dictionary while a pickle is still filling it; it may contain itself.</summary>
/// <param name="isOrderedDict">Whether it was made by collections.OrderedDict.</param>
internal sealed class OpenDictionary(bool isOrderedDict)
{
    public bool IsOrderedDict { get; } = isOrderedDict;

    private List<(string Key, object Value)>? items;

    /// <summary>Made when the first is added.</summary>
    public List<(string Key, object Value)> Items => items ??= [];

    public int Count => items?.Count ?? 0;
}

/// <summary>The bytes that one or more tensors look at.</summary>
/// <param name="Type">What they are elements of.</param>
/// <param name="Data">A whole number of elements.</param>
internal sealed record TensorStorage(TensorDType Type, byte[] Data)
{
    public long Length => Data.Length / Type.ElementSize();
}
