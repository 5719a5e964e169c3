using System.IO.Compression;
using System.Text;
using GanLab.Formats.TorchArchive;

namespace GanLab.Formats.Tests.TorchArchive;

/// <summary>Archives around a pickle written by hand, made with the base library's zip.</summary>
internal static class PickleArchive
{
    /// <summary>Instructions that leave a tensor: floats in storage "0", with these operands.</summary>
    public static string Tensor(string length, string offset, string shape, string strides) =>
        "ctorch._utils\n_rebuild_tensor_v2\n((X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\00X\x03\0\0\0cpu"
        + $"{length}tQ{offset}{shape}{strides}\u0089ccollections\nOrderedDict\n)RtR";

    /// <summary>The archive of a pickle given as Latin-1, and of storage "0".</summary>
    public static MemoryStream Of(string pickle, byte[]? storage = null, string version = "3\n", string? byteOrder = null) =>
        Of(Encoding.Latin1.GetBytes(pickle), storage, version, byteOrder);

    public static MemoryStream Of(byte[] pickle, byte[]? storage = null, string version = "3\n", string? byteOrder = null)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "x/data.pkl", pickle);
            Add(zip, "x/version", Encoding.ASCII.GetBytes(version));
            if (byteOrder is not null)
            {
                Add(zip, "x/byteorder", Encoding.ASCII.GetBytes(byteOrder));
            }

            if (storage is not null)
            {
                Add(zip, "x/data/0", storage);
            }
        }

        return stream;
    }

    public static void Add(ZipArchive zip, string name, byte[] content, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var entry = zip.CreateEntry(name, level).Open();
        entry.Write(content);
    }

    public static PickleValue Read(MemoryStream archive) => TorchArchiveFile.Read(archive, "x.pt");

    public static MalformedFileException Refused(MemoryStream archive) => Assert.Throws<MalformedFileException>(() => Read(archive));
}
