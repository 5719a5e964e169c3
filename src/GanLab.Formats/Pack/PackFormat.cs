namespace GanLab.Formats.Pack;

/// <summary>The constants of the format, which docs/data.md describes.</summary>
internal static class PackFormat
{
    public const uint Version = 1;

    /// <summary>Magic, version, length of the header, its place, length of the file, SHA-256 of the header.</summary>
    public const int PrefixLength = 64;

    /// <summary>Where the pictures begin: a page of memory, so that they can be mapped and begin on one.</summary>
    public const int DataStart = 4096;

    /// <summary>Bytes that share a hash; the last block is shorter.</summary>
    public const int BlockLength = 1 << 18;

    public const int HashLength = 32;

    public const int LabelLength = sizeof(int);

    public const int NameEndLength = sizeof(long);

    public const int LongestHeader = 4 << 20;

    public const int DeepestJson = 4;

    public const int MostClasses = 100_000;

    /// <summary>So that what is kept of each sample fits into one array.</summary>
    public const int MostSamples = 1 << 28;

    public const int LongestSide = 4096;

    /// <summary>A byte that no text has, the name, and line ends that a careless transfer would change.</summary>
    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'G', (byte)'P', (byte)'K', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];
}
