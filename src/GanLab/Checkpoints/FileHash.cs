using System.Security.Cryptography;
using GanLab.Formats;

namespace GanLab.Checkpoints;

/// <summary>SHA-256 of files.</summary>
internal static class FileHash
{
    /// <summary>That of a whole file, in lowercase hexadecimal digits.</summary>
    /// <exception cref="MalformedFileException">It is a folder, empty, a pipe or a device.</exception>
    /// <exception cref="IOException">It is absent or cannot be read.</exception>
    internal static string Of(string path)
    {
        using var stream = OrdinaryFile.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
