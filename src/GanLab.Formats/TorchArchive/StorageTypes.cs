namespace GanLab.Formats.TorchArchive;

/// <summary>The classes of torch that name the element type of a storage.</summary>
internal static class StorageTypes
{
    private static readonly Dictionary<string, TensorDType> ByName = new(StringComparer.Ordinal)
    {
        ["BoolStorage"] = TensorDType.BOOL,
        ["ByteStorage"] = TensorDType.U8,
        ["CharStorage"] = TensorDType.I8,
        ["ShortStorage"] = TensorDType.I16,
        ["HalfStorage"] = TensorDType.F16,
        ["BFloat16Storage"] = TensorDType.BF16,
        ["IntStorage"] = TensorDType.I32,
        ["FloatStorage"] = TensorDType.F32,
        ["DoubleStorage"] = TensorDType.F64,
        ["LongStorage"] = TensorDType.I64,
    };

    private static readonly Dictionary<TensorDType, string> ByType = ByName.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static bool TryFind(string name, out TensorDType type) => ByName.TryGetValue(name, out type);

    public static string NameOf(TensorDType type) => ByType[type];
}
