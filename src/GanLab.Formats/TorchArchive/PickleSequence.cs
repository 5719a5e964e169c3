namespace GanLab.Formats.TorchArchive;

/// <summary>A Python list or tuple.</summary>
/// <param name="items">Its elements, not copied.</param>
/// <param name="isTuple">A tuple; torch.Size is read as one too.</param>
public sealed class PickleSequence(IReadOnlyList<PickleValue> items, bool isTuple = false) : PickleValue
{
    /// <summary>The elements in their order.</summary>
    public IReadOnlyList<PickleValue> Items { get; } = items;

    /// <summary>Whether it is a tuple rather than a list.</summary>
    public bool IsTuple { get; } = isTuple;

    /// <inheritdoc/>
    public override string PythonType => IsTuple ? "tuple" : "list";
}
