namespace GanLab.Formats.SafeTensors;

/// <summary>What a safetensors file says of its content, without the content.</summary>
/// <param name="Tensors">The tensors by name, in the order of their bytes.</param>
/// <param name="Metadata">The texts under "__metadata__", in the order of the file; empty if there are none.</param>
public sealed record SafeTensorsHeader(
    IReadOnlyDictionary<string, SafeTensorsEntry> Tensors, IReadOnlyDictionary<string, string> Metadata);
