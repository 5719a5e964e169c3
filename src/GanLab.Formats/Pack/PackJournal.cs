using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GanLab.Formats.Pack;

/// <summary>What is known to be in an unfinished pack: a line for the plan, then one for each group of sources added.</summary>
/// <remarks>A line that is not whole, or whose pictures are not on the disk as it says, and all behind it, count for nothing.</remarks>
internal sealed class PackJournal : IDisposable
{
    private const long LongestJournal = 1L << 30;

    private readonly FileStream file;
    private readonly List<Group> groups = [];
    private readonly List<KeyValuePair<int, string>> leftOut = [];
    private long groupsStart;

    private PackJournal(FileStream file) => this.file = file;

    public int Sources { get; private set; }

    public IReadOnlyList<KeyValuePair<int, string>> LeftOut => leftOut;

    public static IncrementalHash NewHash() => IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public static PackJournal Open(string path, string plan, string partial)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            var journal = new PackJournal(file);
            journal.Read(path, plan, partial);
            return journal;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Forgets the groups, from the first on, whose pictures are not in the partial file as they should be.</summary>
    public void KeepWhatIsThere(FileStream pictures, int stride)
    {
        var good = 0;
        pictures.Seek(PackFormat.DataStart, SeekOrigin.Begin);
        while (good < groups.Count && IsThere(groups[good], pictures, stride))
        {
            good++;
        }

        groups.RemoveRange(good, groups.Count - good);
        foreach (var group in groups)
        {
            leftOut.AddRange(group.LeftOut.Select(pair => KeyValuePair.Create(Sources + pair.Key, pair.Value)));
            Sources += group.Sources;
        }

        file.SetLength(groups.Count == 0 ? groupsStart : groups[^1].End);
        file.Seek(0, SeekOrigin.End);
    }

    public void Add(IReadOnlyList<(byte[]? Picture, string? Reason)> sources, string hash)
    {
        var missing = new SortedDictionary<int, string>();
        for (var i = 0; i < sources.Count; i++)
        {
            if (sources[i].Picture is null)
            {
                missing[i] = sources[i].Reason ?? "";
            }
        }

        WriteLine(JsonSerializer.Serialize(new Line(sources.Count, hash, missing), JournalJson.Default.Line));
        leftOut.AddRange(missing.Select(pair => KeyValuePair.Create(Sources + pair.Key, pair.Value)));
        Sources += sources.Count;
    }

    /// <summary>The pack is complete, or given up. A journal that cannot be deleted counts for nothing without pictures.</summary>
    public void Remove()
    {
        file.Dispose(); // first: what is open cannot be deleted on Windows
        Leftovers.TryDelete(file.Name);
    }

    public void Dispose() => file.Dispose();

    private void Read(string path, string plan, string partial)
    {
        if (file.Length > LongestJournal)
        {
            throw MalformedFileException.TooLarge(path, "the length of the journal", file.Length, LongestJournal);
        }

        // A journal without pictures is left where a pack was completed and then the process was killed.
        var lines = File.Exists(partial) ? WholeLines() : [];
        if (lines.Count == 0)
        {
            file.SetLength(0);
            WriteLine(plan);
            groupsStart = file.Length;
            return;
        }

        if (lines[0].Text != plan)
        {
            throw MalformedFileException.Because(
                partial,
                "a pack was begun here from other files, or with other settings, or the files have changed since",
                $"give the settings that it was begun with, or delete it and '{path}' to begin anew");
        }

        groupsStart = lines[0].End;
        foreach (var (text, end) in lines.Skip(1))
        {
            if (Parse(text) is not { } line)
            {
                break;
            }

            groups.Add(new Group(line.Sources, line.Sha256, line.LeftOut, end));
        }
    }

    private List<(string Text, long End)> WholeLines()
    {
        var bytes = new byte[file.Length];
        file.Seek(0, SeekOrigin.Begin);
        file.ReadExactly(bytes);
        var lines = new List<(string, long)>();
        for (var start = 0; start < bytes.Length;)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            if (length < 0)
            {
                break;
            }

            lines.Add((Encoding.UTF8.GetString(bytes, start, length), start + length + 1));
            start += length + 1;
        }

        return lines;
    }

    private static Line? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, JournalJson.Default.Line) is { Sources: > 0, Sha256: not null, LeftOut: not null } line
                && line.LeftOut.All(pair => pair.Key >= 0 && pair.Key < line.Sources)
                ? line
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsThere(Group group, FileStream pictures, int stride)
    {
        using var hash = NewHash();
        var buffer = new byte[1 << 16];
        for (var left = (long)(group.Sources - group.LeftOut.Count) * stride; left > 0;)
        {
            var read = pictures.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
            {
                return false;
            }

            hash.AppendData(buffer, 0, read);
            left -= read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset()) == group.Sha256;
    }

    private void WriteLine(string text)
    {
        file.Write(Encoding.UTF8.GetBytes(text + "\n"));
        file.Flush(flushToDisk: true);
    }

    private sealed record Group(int Sources, string Sha256, SortedDictionary<int, string> LeftOut, long End);

    internal sealed record Line(int Sources, string Sha256, SortedDictionary<int, string> LeftOut);
}
