namespace GanLab.Formats.TorchArchive;

/// <summary>The records of a zip file: signatures, lengths and field offsets (PKWARE APPNOTE 6.3.10, section 4.3).</summary>
internal static class ZipRecord
{
    public const uint LocalSignature = 0x04034B50;
    public const int LocalLength = 30;

    public const uint CentralSignature = 0x02014B50;
    public const int CentralLength = 46;

    public const uint EndSignature = 0x06054B50;
    public const int EndLength = 22;

    public const uint End64Signature = 0x06064B50;
    public const int End64Length = 56;

    public const uint Locator64Signature = 0x07064B50;
    public const int Locator64Length = 20;

    public const ushort Extra64 = 0x0001;
    public const ushort ExtraPadding = 0x4246; // "FB", as PyTorch marks its padding
    public const int ExtraHeaderLength = 4;

    public const ushort EncryptedFlag = 0x0001;
    public const ushort Utf8Flag = 0x0800;
    public const ushort Stored = 0;

    public const ushort Version = 20; // 2.0
    public const ushort FirstDay = (1 << 5) | 1; // 1 January 1980, the earliest date there is
}
