using System.Globalization;
using GanLab.Checkpoints;
using GanLab.Formats;
using GanLab.Formats.Idx;
using GanLab.Formats.Pack;
using GanLab.Formats.Png;
using GanLab.Formats.SafeTensors;
using GanLab.Formats.TorchArchive;
using GanLab.Runs;

namespace GanLab.Cli.Inspection;

/// <summary>Writes what a file is, what it says of itself, and the tensors in it.</summary>
internal static class FileInspector
{
    /// <summary>Looks into the file or folder at <paramref name="path"/>.</summary>
    /// <exception cref="MalformedFileException">It is damaged or of no known kind.</exception>
    internal static void Write(string path, TextWriter output)
    {
        switch (FileKinds.Of(path))
        {
            case FileKind.TorchArchive:
                WriteArchive(TorchArchiveFile.Read(path), output);
                break;
            case FileKind.SafeTensors:
                var content = SafeTensorsFile.ReadHeader(path);
                output.WriteLine(IsGenerator(content.Metadata) ? "generator of GanLab, a safetensors file" : "safetensors file");
                FactTable.Write(output, content.Metadata.Select(pair => (pair.Key, pair.Value)));
                TensorTable.Write(output, content.Tensors.Select(pair => (pair.Key, pair.Value.DType, pair.Value.Shape)));
                break;
            case FileKind.Checkpoint:
                var (tensors, counters, header) = Checkpoint.Read(path);
                output.WriteLine("checkpoint of a GanLab run, whole and matching its SHA-256");
                // Counters with a path in their name belong to single tensors of an optimizer.
                var ofTheRun = counters.Where(pair => pair.Key != "step" && !pair.Key.Contains('/', StringComparison.Ordinal));
                FactTable.Write(output, FactTable.Of(header).Concat(ofTheRun.Select(pair => (pair.Key, Text(pair.Value)))));
                TensorTable.Write(output, tensors.Select(pair => (pair.Key, pair.Value.DType, pair.Value.Shape)));
                break;
            case FileKind.Run:
                RunTable.Write(RunFolder.Open(path), output);
                break;
            case FileKind.Idx:
                var array = IdxFile.ReadBytes(path);
                output.WriteLine($"IDX file of bytes, [{string.Join(", ", array.Shape)}]: {What(array)}");
                break;
            case FileKind.Png:
                var picture = PngReader.Read(path);
                var colours = picture.Channels switch { 1 => "grey", 3 => "RGB", _ => "RGBA" };
                output.WriteLine($"PNG picture, {picture.Width}x{picture.Height}, {colours}");
                FactTable.Write(output, picture.Texts.Select(text => (text.Key, text.Value)));
                break;
            case FileKind.Pack:
                WritePack(PackFile.ReadHeader(path), output);
                break;
        }
    }

    private static void WritePack(PackHeader header, TextWriter output)
    {
        output.WriteLine($"pack of {Text(header.Count)} pictures, {header.Width}x{header.Height}, {(header.Channels == 1 ? "grey" : "RGB")}");
        FactTable.Write(
            output,
            [
                ("made by", header.Program),
                ("from", header.LeftOut == 0 ? header.Set : $"{header.Set}, {Text(header.LeftOut)} left out"),
                ("classes", header.ClassNames.Count == 0 ? "none" : string.Join(", ", header.ClassNames)),
                ("content SHA-256", header.ContentHash),
            ]);
    }

    private static void WriteArchive(PickleValue root, TextWriter output)
    {
        var values = ArchiveContent.Of(root);
        var isGenerator = values.Facts.Any(fact => fact is { Name: "format", Value: "ganlab.generator" });
        output.WriteLine(isGenerator ? "generator of GanLab, a torch.save archive" : "torch.save archive");
        FactTable.Write(output, values.Facts);
        TensorTable.Write(output, values.Tensors.Select(pair => (pair.Name, pair.Tensor.DType, pair.Tensor.Shape)));
    }

    private static bool IsGenerator(IReadOnlyDictionary<string, string> metadata) =>
        metadata.GetValueOrDefault("format") == "ganlab.generator";

    private static string What(IdxArray array) => array.Shape switch
    {
        [var count] => $"{Text(count)} labels, {(count == 0 ? "none" : $"{array.Data.Min()} to {array.Data.Max()}")}",
        [var count, var rows, var columns] => $"{Text(count)} images of {rows}x{columns} pixels",
        _ => $"{Text(array.Data.Length)} numbers",
    };

    private static string Text(long number) => number.ToString("n0", CultureInfo.InvariantCulture);
}
