namespace GanLab.Formats.TorchArchive;

/// <summary>One file in an archive.</summary>
/// <param name="Name">With forward slashes.</param>
/// <param name="HeaderOffset">Where its local header begins.</param>
/// <param name="DataOffset">Where its bytes begin.</param>
/// <param name="Size">How many they are in the archive.</param>
/// <param name="Checksum">Their CRC-32.</param>
/// <param name="IsPlain">Neither compressed nor encrypted.</param>
internal sealed record ZipEntry(string Name, long HeaderOffset, long DataOffset, long Size, uint Checksum, bool IsPlain);
