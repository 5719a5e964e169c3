using System.Security.Cryptography;
using System.Text.Json;

namespace GanLab.Data;

/// <summary>Hashes that tell one data set from another.</summary>
internal static class DatasetHash
{
    /// <summary>SHA-256 over name, shape, count and class names, in lowercase hexadecimal digits: equal for sets that look alike.</summary>
    internal static string OfDescription(IDataset dataset)
    {
        var (shape, said) = (dataset.Shape, new List<string> { dataset.Name });
        said.AddRange([$"{shape.Channels}", $"{shape.Height}", $"{shape.Width}", $"{dataset.Count}", .. dataset.ClassNames]);
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(said)));
    }
}
