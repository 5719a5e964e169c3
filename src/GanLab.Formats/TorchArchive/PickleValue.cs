namespace GanLab.Formats.TorchArchive;

/// <summary>A value that torch.save can store and that is only data: nothing here can hold or run code.</summary>
/// <remarks>
/// One of <see cref="PickleNone"/>, <see cref="PickleBoolean"/>, <see cref="PickleInteger"/>, <see cref="PickleFloat"/>,
/// <see cref="PickleString"/>, <see cref="PickleSequence"/>, <see cref="PickleDictionary"/> and <see cref="PickleTensor"/>.
/// </remarks>
public abstract class PickleValue
{
    private protected PickleValue()
    {
    }

    /// <summary>What Python calls the type of this value: "dict", "int", "str" and so on.</summary>
    public abstract string PythonType { get; }

    /// <summary>A Python bool.</summary>
    public static implicit operator PickleValue(bool value) => new PickleBoolean(value);

    /// <summary>A Python int.</summary>
    public static implicit operator PickleValue(long value) => new PickleInteger(value);

    /// <summary>A Python float.</summary>
    public static implicit operator PickleValue(double value) => new PickleFloat(value);

    /// <summary>A Python str.</summary>
    public static implicit operator PickleValue(string value) => new PickleString(value);

    /// <summary>A torch.Tensor.</summary>
    public static implicit operator PickleValue(RawTensor value) => new PickleTensor(value);
}
