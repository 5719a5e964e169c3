namespace GanLab.Formats.SafeTensors;

/// <summary>Where one tensor is in a safetensors file.</summary>
/// <param name="DType">The kind of its elements.</param>
/// <param name="Shape">Sizes, outermost first; empty for a scalar.</param>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte after its last one, counted likewise.</param>
public sealed record SafeTensorsEntry(TensorDType DType, IReadOnlyList<long> Shape, long Begin, long End);
