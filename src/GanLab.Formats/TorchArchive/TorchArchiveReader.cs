using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace GanLab.Formats.TorchArchive;

/// <summary>Reads one archive: the folder in it, its version and byte order, the pickle, and the storages it asks for.</summary>
/// <param name="file">The archive.</param>
internal sealed class TorchArchiveReader(SourceFile file)
{
    private const long LongestPickle = 64 << 20;
    private const int LongestNote = 64; // the version, the byte order
    private const int OldestVersion = 2;
    private const int NewestVersion = 10;

    // Tensors that repeat a small storage (expand) or turn it round (transpose) become larger in memory than in the file.
    private const long FreeCopies = 4 << 20;
    private const int CopiesOfFile = 16;

    public PickleValue Read()
    {
        CheckKind();
        var zip = new StoredZipReader(file);
        var folder = Folder(zip);
        CheckNotes(zip, folder);
        var entry = zip.Find(folder + TorchArchiveEntry.Pickle)!;
        if (entry.Size > LongestPickle)
        {
            throw MalformedFileException.TooLarge(
                file.Path, "the size of the pickle in bytes", entry.Size, LongestPickle, entry.DataOffset);
        }

        var code = new PickleCode(zip.Read(entry), file.Path, entry.DataOffset);
        var rebuilder = new TensorRebuilder(
            code,
            key => zip.Find(folder + TorchArchiveEntry.Storage(key)) is { } storage ? zip.Read(storage) : null,
            FreeCopies + (CopiesOfFile * file.Length));
        return new PickleMachine(code, rebuilder).Run();
    }

    private void CheckKind()
    {
        var start = new byte[4];
        file.Fill(start, "the first entry");
        if (BinaryPrimitives.ReadUInt32LittleEndian(start) == ZipRecord.LocalSignature)
        {
            return;
        }

        var isPickle = start[0] == (byte)PickleOpcode.Proto;
        throw MalformedFileException.NotThisFormat(
            file.Path,
            "an archive of torch.save",
            isPickle ? "it is a bare pickle, as PyTorch wrote before 1.6" : $"it begins with {Convert.ToHexString(start)}, not with PK",
            isPickle ? "load it in Python and save it again with a newer PyTorch" : "give a file that torch.save or this program wrote");
    }

    private string Folder(StoredZipReader zip)
    {
        var folder = zip.Entries
            .Select(entry => entry.Name)
            .FirstOrDefault(name => name.EndsWith("/" + TorchArchiveEntry.Pickle, StringComparison.Ordinal))
            ?[..^TorchArchiveEntry.Pickle.Length];
        if (folder is null)
        {
            throw MalformedFileException.NotThisFormat(
                file.Path,
                "an archive of torch.save",
                "the zip file has no data.pkl",
                "give a file that torch.save or this program wrote");
        }

        foreach (var entry in zip.Entries)
        {
            if (!entry.Name.StartsWith(folder, StringComparison.Ordinal))
            {
                throw MalformedFileException.Damaged(
                    file.Path,
                    $"the entry '{entry.Name}' is not in the folder '{folder}' like the others",
                    entry.HeaderOffset);
            }
        }

        return folder;
    }

    private void CheckNotes(StoredZipReader zip, string folder)
    {
        if (zip.Find(folder + TorchArchiveEntry.ScriptConstants) is not null)
        {
            throw MalformedFileException.Unsupported(
                file.Path,
                "a TorchScript archive, which holds a program,",
                "save weights with torch.save(model.state_dict(), path)");
        }

        var version = Note(zip, folder + TorchArchiveEntry.Version)
            ?? throw MalformedFileException.Damaged(file.Path, "the archive does not tell its version");
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number is < OldestVersion or > NewestVersion)
        {
            throw MalformedFileException.Unsupported(
                file.Path, $"version '{version}' of torch.save's format", "save it with a known PyTorch");
        }

        var order = Note(zip, folder + TorchArchiveEntry.ByteOrder) ?? "little";
        if (order != "little")
        {
            throw MalformedFileException.Unsupported(
                file.Path, $"the byte order '{order}'", "save it on a little-endian machine");
        }
    }

    private string? Note(StoredZipReader zip, string name)
    {
        var entry = zip.Find(name);
        if (entry?.Size > LongestNote)
        {
            throw MalformedFileException.TooLarge(
                file.Path, $"the size of '{name}' in bytes", entry.Size, LongestNote, entry.DataOffset);
        }

        return entry is null ? null : Encoding.Latin1.GetString(zip.Read(entry)).Trim();
    }
}
