using System.IO.MemoryMappedFiles;

namespace GanLab.Fuzzing;

/// <summary>How far a campaign in another process is, in a file that outlives that process however it ends.</summary>
internal sealed class Progress : IDisposable
{
    private const int Current = 0;
    private const int Readings = 8;
    private const int Counts = 16; // five numbers of 8 bytes, see Keep
    private const int Length = 64;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor memory;
    private readonly string findings;
    private readonly string family;

    /// <param name="path">The file, which both processes open; findings go to one beside it.</param>
    /// <param name="family">The reader.</param>
    internal Progress(string path, string family)
    {
        (findings, this.family) = (path + ".findings", family);
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        stream.SetLength(Length);
        file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        memory = file.CreateViewAccessor();
    }

    /// <summary>The input that is being tried.</summary>
    internal long Input
    {
        get => memory.ReadInt64(Current);
        set => memory.Write(Current, value);
    }

    /// <summary>Readings begun so far, those that make a file smaller among them; 0 until the first.</summary>
    internal long Begun => memory.ReadInt64(Readings);

    /// <summary>Forgets what the process before did.</summary>
    internal void Clear()
    {
        memory.WriteArray(0, new byte[Length], 0, Length);
        File.Delete(findings);
    }

    /// <summary>Another reading begins.</summary>
    internal void Count() => memory.Write(Readings, Begun + 1);

    /// <summary>Keeps the counts of a campaign.</summary>
    internal void Keep(Tally tally)
    {
        memory.Write(Counts, tally.Inputs);
        memory.Write(Counts + 8, tally.Accepted);
        memory.Write(Counts + 16, tally.SlowestMilliseconds);
        memory.Write(Counts + 24, tally.GreatestPart);
        memory.Write(Counts + 32, tally.MostAllocated);
    }

    /// <summary>Keeps a finding.</summary>
    internal void Keep(Finding finding) => File.AppendAllText(findings, finding.ToLine() + "\n");

    /// <summary>What was kept.</summary>
    internal Tally Kept()
    {
        var tally = new Tally(family)
        {
            Inputs = memory.ReadInt64(Counts),
            Accepted = memory.ReadInt64(Counts + 8),
            SlowestMilliseconds = memory.ReadDouble(Counts + 16),
            GreatestPart = memory.ReadDouble(Counts + 24),
            MostAllocated = memory.ReadInt64(Counts + 32),
        };
        if (File.Exists(findings))
        {
            tally.Findings.AddRange(File.ReadAllLines(findings).Select(line => Finding.ReadLine(family, line)));
        }

        return tally;
    }

    public void Dispose()
    {
        memory.Dispose();
        file.Dispose();
    }
}
