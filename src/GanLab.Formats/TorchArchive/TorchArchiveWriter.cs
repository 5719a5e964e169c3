using System.Globalization;

namespace GanLab.Formats.TorchArchive;

/// <summary>Lays an archive out as torch.save does.</summary>
internal static class TorchArchiveWriter
{
    public static void Write(Stream stream, PickleValue root)
    {
        var (pickle, tensors) = PickleWriter.Write(root);
        var zip = new StoredZipWriter(stream);
        zip.Add($"archive/{TorchArchiveEntry.Pickle}", pickle);
        zip.Add($"archive/{TorchArchiveEntry.ByteOrder}", "little"u8);
        for (var i = 0; i < tensors.Count; i++)
        {
            zip.Add($"archive/{TorchArchiveEntry.Storage(i.ToString(CultureInfo.InvariantCulture))}", tensors[i].Data.Span);
        }

        zip.Add($"archive/{TorchArchiveEntry.Version}", "3\n"u8);
        zip.Finish();
    }
}
