namespace GanLab.Formats.Idx;

/// <summary>The start of an IDX file: two zeros, a type code, the number of dimensions and their big-endian sizes.</summary>
internal static class IdxHeader
{
    public const byte UnsignedByte = 0x08;
    public const int GreatestRank = 4;

    public static string TypeName(byte code) => code switch
    {
        0x09 => "signed bytes",
        0x0B => "16-bit integers",
        0x0C => "32-bit integers",
        0x0D => "32-bit floats",
        0x0E => "64-bit floats",
        _ => $"an unknown type (code 0x{code:X2})",
    };

    /// <summary>What an array of this shape holds, in the words of a reader of MNIST.</summary>
    public static string Describe(IReadOnlyList<int> shape) => shape.Count switch
    {
        1 => $"{shape[0]} labels",
        3 => $"{shape[0]} images of {shape[1]}x{shape[2]}",
        _ => $"{shape[0]} items of {string.Join("x", shape.Skip(1))}",
    };
}
