using System.Globalization;

namespace GanLab.Formats.TorchArchive;

/// <summary>Writes a tree of values as a pickle, and lists the tensors whose bytes belong beside it.</summary>
internal sealed class PickleWriter
{
    private const byte Protocol = 2;
    private const int GreatestDepth = 64;

    private readonly PickleEmitter code = new();
    private readonly List<RawTensor> tensors = [];

    private PickleWriter()
    {
    }

    /// <returns>The pickle, and the tensors whose storages it calls "0", "1" and so on.</returns>
    public static (byte[] Pickle, IReadOnlyList<RawTensor> Tensors) Write(PickleValue root)
    {
        var writer = new PickleWriter();
        writer.code.Instruction(PickleOpcode.Proto, Protocol);
        writer.Put(root, 0);
        writer.code.Instruction(PickleOpcode.Stop);
        return (writer.code.ToArray(), writer.tensors);
    }

    private void Put(PickleValue value, int depth)
    {
        if (depth > GreatestDepth)
        {
            throw new ArgumentException(
                $"The values are nested deeper than {GreatestDepth}, or one contains itself.", nameof(value));
        }

        switch (value)
        {
            case PickleNone:
                code.Instruction(PickleOpcode.None);
                break;
            case PickleBoolean boolean:
                code.Instruction(boolean.Value ? PickleOpcode.NewTrue : PickleOpcode.NewFalse);
                break;
            case PickleInteger integer:
                code.Integer(integer.Value);
                break;
            case PickleFloat number:
                code.Float(number.Value);
                break;
            case PickleString text:
                code.Text(text.Value);
                break;
            case PickleSequence sequence:
                PutSequence(sequence, depth);
                break;
            case PickleDictionary dictionary:
                PutDictionary(dictionary, depth);
                break;
            case PickleTensor tensor:
                PutTensor(tensor.Tensor);
                break;
            default:
                throw new ArgumentException($"A {value.GetType().Name} cannot be written.", nameof(value));
        }
    }

    private void PutSequence(PickleSequence sequence, int depth)
    {
        if (!sequence.IsTuple)
        {
            code.Instruction(PickleOpcode.EmptyList);
        }

        code.Instruction(PickleOpcode.Mark);
        foreach (var item in sequence.Items)
        {
            Put(item, depth + 1);
        }

        code.Instruction(sequence.IsTuple ? PickleOpcode.Tuple : PickleOpcode.Appends);
    }

    private void PutDictionary(PickleDictionary dictionary, int depth)
    {
        if (dictionary.IsOrderedDict)
        {
            PutEmptyOrderedDict();
        }
        else
        {
            code.Instruction(PickleOpcode.EmptyDict);
        }

        code.Instruction(PickleOpcode.Mark);
        foreach (var (key, value) in dictionary)
        {
            code.Text(key);
            Put(value, depth + 1);
        }

        code.Instruction(PickleOpcode.SetItems);
    }

    private void PutEmptyOrderedDict()
    {
        code.Global(PickleGlobal.OrderedDict);
        code.Instruction(PickleOpcode.EmptyTuple);
        code.Instruction(PickleOpcode.Reduce);
    }

    // _rebuild_tensor_v2(storage, offset, sizes, strides, requires_grad, backward_hooks)
    private void PutTensor(RawTensor tensor)
    {
        code.Global(PickleGlobal.RebuildTensor);
        code.Instruction(PickleOpcode.Mark);
        PutStorage(tensor);
        code.Integer(0);
        code.Tuple(tensor.Shape);
        code.Tuple(RowMajorStrides(tensor.Shape));
        code.Instruction(PickleOpcode.NewFalse);
        PutEmptyOrderedDict();
        code.Instruction(PickleOpcode.Tuple);
        code.Instruction(PickleOpcode.Reduce);
    }

    private void PutStorage(RawTensor tensor)
    {
        code.Instruction(PickleOpcode.Mark);
        code.Text("storage");
        code.Global(PickleGlobal.OfStorage(tensor.DType));
        code.Text(tensors.Count.ToString(CultureInfo.InvariantCulture));
        code.Text("cpu");
        code.Integer(tensor.Data.Length / tensor.DType.ElementSize());
        code.Instruction(PickleOpcode.Tuple);
        code.Instruction(PickleOpcode.BinPersId);
        tensors.Add(tensor);
    }

    private static long[] RowMajorStrides(IReadOnlyList<long> shape)
    {
        var strides = new long[shape.Count];
        var stride = 1L;
        for (var i = strides.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= Math.Max(shape[i], 1);
        }

        return strides;
    }
}
