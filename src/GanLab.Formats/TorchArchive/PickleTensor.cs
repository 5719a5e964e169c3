namespace GanLab.Formats.TorchArchive;

/// <summary>A torch.Tensor or torch.nn.Parameter, made contiguous.</summary>
/// <param name="tensor">Its type, shape and bytes.</param>
public sealed class PickleTensor(RawTensor tensor) : PickleValue
{
    /// <summary>Type, shape and row-major bytes, whatever strides the tensor had in the file.</summary>
    public RawTensor Tensor { get; } = tensor;

    /// <inheritdoc/>
    public override string PythonType => "torch.Tensor";
}
