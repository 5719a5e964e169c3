namespace GanLab.Formats.SafeTensors;

/// <summary>A safetensors file in memory.</summary>
/// <param name="Tensors">The tensors by name, in the order of their bytes.</param>
/// <param name="Metadata">The texts under "__metadata__"; empty if there are none.</param>
public sealed record SafeTensorsContent(
    IReadOnlyDictionary<string, RawTensor> Tensors, IReadOnlyDictionary<string, string> Metadata);
