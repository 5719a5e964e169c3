using System.Buffers.Binary;
using GanLab.Configuration;
using GanLab.Formats;

namespace GanLab.Cli.Inspection;

/// <summary>The kinds of file that can be looked into.</summary>
internal enum FileKind
{
    /// <summary>A zip file of a pickle and tensors, as torch.save writes.</summary>
    TorchArchive,

    /// <summary>Named tensors after a JSON header.</summary>
    SafeTensors,

    /// <summary>A folder with the whole state of a run.</summary>
    Checkpoint,

    /// <summary>A folder with everything of a run.</summary>
    Run,

    /// <summary>An array of bytes, as MNIST comes in; plain or gzip.</summary>
    Idx,

    /// <summary>A picture.</summary>
    Png,

    /// <summary>A data set in one file.</summary>
    Pack,
}

/// <summary>Tells kinds of file by their first bytes; names do not matter.</summary>
internal static class FileKinds
{
    private const string Known = "torch.save archives such as g.pt, safetensors, run and checkpoint folders, IDX, PNG and packs of pictures";

    /// <summary>The kind of the file or folder at <paramref name="path"/>.</summary>
    /// <exception cref="MalformedFileException">It is of none.</exception>
    /// <exception cref="ConfigException">It does not exist.</exception>
    internal static FileKind Of(string path)
    {
        if (Directory.Exists(path))
        {
            return File.Exists(Path.Combine(path, "checkpoint.json")) ? FileKind.Checkpoint
                : File.Exists(Path.Combine(path, "config.json")) ? FileKind.Run
                : throw MalformedFileException.Because(
                    path, "the folder is neither a checkpoint nor a run, it has no checkpoint.json and no config.json",
                    "give a file, or a folder such as runs/NAME or runs/NAME/checkpoints/000600");
        }

        if (!File.Exists(path))
        {
            throw new ConfigException($"There is no file or folder '{path}' to look into; {Known} can be.");
        }

        Span<byte> first = stackalloc byte[9];
        using var stream = OrdinaryFile.OpenRead(path);
        first = first[..stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)];
        return first switch
        {
            [(byte)'P', (byte)'K', ..] => FileKind.TorchArchive,
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => FileKind.Png,
            [0x89, (byte)'G', (byte)'P', (byte)'K', ..] => FileKind.Pack,
            [0x1F, 0x8B, ..] or [0, 0, >= 0x08 and <= 0x0E, >= 1 and <= 8, ..] => FileKind.Idx,
            [_, _, _, _, _, _, _, _, (byte)'{'] when BinaryPrimitives.ReadUInt64LittleEndian(first) <= (ulong)stream.Length => FileKind.SafeTensors,
            _ => throw MalformedFileException.Because(path, "the file is of no kind that is known here", $"known are {Known}"),
        };
    }
}
