namespace GanLab.Formats.TorchArchive;

/// <summary>Does what the names allowed in a pickle stand for: storages, tensors, parameters, sizes, ordered dictionaries.</summary>
/// <param name="code">Tells where in the file an error is.</param>
/// <param name="records">The bytes of the storage with a given key, or null if the archive has none.</param>
/// <param name="copyBudget">Bytes that tensors which are not contiguous may take altogether.</param>
internal sealed class TensorRebuilder(PickleCode code, Func<string, byte[]?> records, long copyBudget)
{
    private const int GreatestRank = 64; // as in PyTorch

    private readonly Dictionary<string, TensorStorage> storages = new(StringComparer.Ordinal);
    private long copied;

    /// <summary>What a persistent id ("storage", class, key, device, number of elements) stands for.</summary>
    public TensorStorage Storage(object[] id)
    {
        if (id is not
            [
                PickleString { Value: "storage" },
                PickleGlobal { StorageType: { } type },
                PickleString key,
                PickleString,
                PickleInteger length,
            ])
        {
            throw Damaged("the description of a storage is not understood");
        }

        if (!storages.TryGetValue(key.Value, out var storage))
        {
            var data = records(key.Value) ?? throw Damaged($"there is no storage '{key.Value}' in the archive");
            storage = new TensorStorage(type, data);
            storages.Add(key.Value, storage);
        }

        var bytes = (Int128)length.Value * type.ElementSize();
        return storage.Type == type && storage.Data.Length == bytes
            ? storage
            : throw Damaged(
                $"storage '{key.Value}' has {storage.Data.Length} bytes of {storage.Type}, not {length.Value} elements of {type}");
    }

    /// <summary>What calling <paramref name="function"/> in Python would give.</summary>
    public object Call(PickleGlobal function, object[] arguments)
    {
        if (function == PickleGlobal.OrderedDict && arguments is [])
        {
            return new OpenDictionary(isOrderedDict: true);
        }

        if (function == PickleGlobal.Size && arguments is [object[] sizes])
        {
            return sizes;
        }

        if (function == PickleGlobal.RebuildParameter && arguments is [PickleTensor tensor, PickleBoolean, OpenDictionary])
        {
            return tensor;
        }

        return function == PickleGlobal.RebuildTensor
            ? Tensor(arguments)
            : throw Damaged($"{function} is called with other arguments than it takes");
    }

    private PickleTensor Tensor(object[] arguments)
    {
        if (arguments is not
            [
                TensorStorage storage,
                PickleInteger offset,
                object[] shape,
                object[] strides,
                PickleBoolean,
                OpenDictionary { Count: 0 },
                ..,
            ]
            || arguments.Length > 7)
        {
            throw Damaged("a tensor is not described as torch.save describes it");
        }

        if (arguments is [.., OpenDictionary { Count: > 0 }])
        {
            throw MalformedFileException.Unsupported(
                code.Path,
                "a conjugated or negated view of a tensor",
                "save tensor.resolve_conj().resolve_neg()",
                code.Instruction);
        }

        long[] sizes = Integers(shape);
        var view = new StridedView(storage, offset.Value, sizes, Integers(strides));
        if (view.Problem() is { } problem)
        {
            throw Damaged($"a tensor of shape [{string.Join(", ", sizes)}] cannot be: {problem}");
        }

        if (!view.IsContiguous)
        {
            copied += storage.Type.ByteCount(sizes) ?? 0;
            if (copied > copyBudget)
            {
                throw MalformedFileException.TooLarge(
                    code.Path,
                    "the size of the tensors that repeat or rearrange their storage, in bytes,",
                    copied,
                    copyBudget,
                    code.Instruction);
            }
        }

        return new PickleTensor(new RawTensor(storage.Type, sizes, view.Elements()));
    }

    private long[] Integers(object[] values) =>
        values.Length <= GreatestRank && values.All(value => value is PickleInteger)
            ? [.. values.Select(value => ((PickleInteger)value).Value)]
            : throw Damaged($"sizes and strides must be at most {GreatestRank} integers");

    private MalformedFileException Damaged(string problem) =>
        MalformedFileException.Damaged(code.Path, problem, code.Instruction);
}
