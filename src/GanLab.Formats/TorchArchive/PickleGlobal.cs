namespace GanLab.Formats.TorchArchive;

/// <summary>A name in a Python module that a pickle refers to. Only the few below are known; none is ever imported.</summary>
/// <param name="Module">For instance "torch._utils".</param>
/// <param name="Name">For instance "_rebuild_tensor_v2".</param>
internal sealed record PickleGlobal(string Module, string Name)
{
    public static readonly PickleGlobal OrderedDict = new("collections", "OrderedDict");
    public static readonly PickleGlobal RebuildTensor = new("torch._utils", "_rebuild_tensor_v2");
    public static readonly PickleGlobal RebuildParameter = new("torch._utils", "_rebuild_parameter");
    public static readonly PickleGlobal Size = new("torch", "Size");

    public bool IsAllowed =>
        this == OrderedDict || this == RebuildTensor || this == RebuildParameter || this == Size || StorageType is not null;

    /// <summary>The element type, if this is a class of storages.</summary>
    public TensorDType? StorageType => Module == "torch" && StorageTypes.TryFind(Name, out var type) ? type : null;

    public static PickleGlobal OfStorage(TensorDType type) => new("torch", StorageTypes.NameOf(type));

    public override string ToString() => $"{Module}.{Name}";
}
