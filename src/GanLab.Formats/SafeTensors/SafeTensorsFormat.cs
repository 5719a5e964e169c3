namespace GanLab.Formats.SafeTensors;

/// <summary>
/// The format: eight bytes with the length of the header, the header in JSON, the tensors one after another
/// (https://github.com/huggingface/safetensors, "Format").
/// </summary>
internal static class SafeTensorsFormat
{
    public const int LengthSize = sizeof(ulong);
    public const long LongestHeader = 100_000_000;
    public const int HeaderAlignment = 8;
    public const string Metadata = "__metadata__";
    public const string DType = "dtype";
    public const string Shape = "shape";
    public const string Offsets = "data_offsets";
}
