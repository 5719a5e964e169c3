using System.Formats.Tar;
using System.IO.Compression;
using GanLab.Formats.Cifar;

namespace GanLab.Tests.Data;

/// <summary>Small files in the format of CIFAR.</summary>
internal static class SomeCifar
{
    private static readonly string[] Names = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>Two pictures in each batch; picture i of all is red with the value i, and has the label i modulo 10.</summary>
    public static void Write10(TemporaryFolder folder, string below = "")
    {
        foreach (var (name, content) in Files10())
        {
            folder.Write(below + name, content);
        }
    }

    public static void Write100(TemporaryFolder folder)
    {
        folder.Write("train.bin", [.. Enumerable.Range(0, 3).SelectMany(i => (byte[])[(byte)i, (byte)(97 + i), .. Red(i)])]);
        folder.Write("test.bin", [0, 5, .. Red(9)]);
        folder.Write("fine_label_names.txt", string.Join('\n', Enumerable.Range(0, 100).Select(i => $"class{i:00}")));
    }

    public static byte[] Archive()
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            foreach (var (name, content) in Files10())
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"cifar-10-batches-bin/{name}") { DataStream = new MemoryStream(content) });
            }
        }

        return stream.ToArray();
    }

    private static IEnumerable<(string Name, byte[] Content)> Files10()
    {
        for (var batch = 0; batch < 6; batch++)
        {
            var first = 2 * batch;
            yield return (
                batch < 5 ? $"data_batch_{batch + 1}.bin" : "test_batch.bin",
                [(byte)(first % 10), .. Red(first), (byte)((first + 1) % 10), .. Red(first + 1)]);
        }

        yield return ("batches.meta.txt", System.Text.Encoding.ASCII.GetBytes(string.Join('\n', Names) + "\n\n"));
    }

    private static byte[] Red(int value) =>
        [.. Enumerable.Repeat((byte)value, 1024), .. new byte[CifarFile.PictureLength - 1024]];
}
