using System.Security.Cryptography;
using System.Text;
using GanLab.Formats;

namespace GanLab.Data.Downloading;

/// <summary>What has arrived of a download: NAME.partial, and in NAME.partial.from where it came from.</summary>
/// <remarks>NAME.partial.lock is held meanwhile, so that two processes do not write into it.</remarks>
internal sealed class PartialFile : IDisposable
{
    private readonly string target;
    private readonly FileStream held;
    private readonly FileStream stream;

    /// <exception cref="FileInUseException">Another process is at it.</exception>
    public PartialFile(string target)
    {
        this.target = target;
        held = ExclusiveFile.TryOpen(Path + ".lock", isTemporary: true)
            ?? throw new FileInUseException($"'{target}' is being downloaded by another process; wait until that has ended.");
        try
        {
            stream = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            stream.Seek(0, SeekOrigin.End);
            if (Length > 0 && File.Exists(From) && File.ReadAllText(From).Split('\n') is [var address, var version, ..])
            {
                (Address, Version) = (address, version);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public long Length => stream.Length;

    /// <summary>Where what is here came from; null if that is not known.</summary>
    public string? Address { get; private set; }

    /// <summary>The entity tag or date, as in the header If-Range, of the file there; null if that is not known.</summary>
    public string? Version { get; private set; }

    private string Path => target + ".partial";

    private string From => Path + ".from";

    /// <summary>Throws away what is here; what comes next is from <paramref name="address"/>.</summary>
    public void Restart(Uri? address = null, string? version = null)
    {
        stream.SetLength(0);
        (Address, Version) = (address?.AbsoluteUri, version);
        if (version is null)
        {
            File.Delete(From);
        }
        else
        {
            File.WriteAllText(From, $"{Address}\n{version}\n", Encoding.UTF8);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes) => stream.Write(bytes);

    /// <summary>SHA-256 of all that is here, in lowercase hexadecimal digits.</summary>
    public string Sha256()
    {
        stream.Flush();
        stream.Position = 0;
        var hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        stream.Seek(0, SeekOrigin.End);
        return hash;
    }

    /// <summary>It is whole: puts it in its place.</summary>
    public void Finish()
    {
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        AtomicFile.Place(Path, target, overwrite: true);
        File.Delete(From);
    }

    public void Dispose()
    {
        stream?.Dispose();
        held.Dispose();
    }
}
