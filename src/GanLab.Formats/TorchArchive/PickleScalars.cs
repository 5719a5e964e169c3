namespace GanLab.Formats.TorchArchive;

/// <summary>Python's None.</summary>
public sealed class PickleNone : PickleValue
{
    private PickleNone()
    {
    }

    /// <summary>The only one.</summary>
    public static PickleNone Value { get; } = new();

    /// <inheritdoc/>
    public override string PythonType => "None";
}

/// <summary>Python's True or False.</summary>
/// <param name="value">Which of the two.</param>
public sealed class PickleBoolean(bool value) : PickleValue
{
    /// <summary>Which of the two.</summary>
    public bool Value { get; } = value;

    /// <inheritdoc/>
    public override string PythonType => "bool";
}

/// <summary>A Python int within 64 bits; larger ones are refused by the reader.</summary>
/// <param name="value">Any.</param>
public sealed class PickleInteger(long value) : PickleValue
{
    /// <summary>Any.</summary>
    public long Value { get; } = value;

    /// <inheritdoc/>
    public override string PythonType => "int";
}

/// <summary>A Python float.</summary>
/// <remarks>torch.load(weights_only=True) of PyTorch 1.13 refuses floats outside tensors; 2.0 and later take them.</remarks>
/// <param name="value">Any, infinities and NaN included.</param>
public sealed class PickleFloat(double value) : PickleValue
{
    /// <summary>Any, infinities and NaN included.</summary>
    public double Value { get; } = value;

    /// <inheritdoc/>
    public override string PythonType => "float";
}

/// <summary>A Python str.</summary>
/// <param name="value">Any text without lone surrogates.</param>
public sealed class PickleString(string value) : PickleValue
{
    /// <summary>The text.</summary>
    public string Value { get; } = value;

    /// <inheritdoc/>
    public override string PythonType => "str";
}
