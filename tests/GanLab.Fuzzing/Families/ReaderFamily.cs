using GanLab.Formats;
using GanLab.Fuzzing.Mutation;

namespace GanLab.Fuzzing.Families;

/// <summary>A reader, small files that it takes, and what is expected of it for any others.</summary>
internal abstract class ReaderFamily
{
    /// <summary>What messages must call the file.</summary>
    internal const string FileName = "hostile-file";

    /// <summary>As on the command line, and the folder of further seeds in Corpus.</summary>
    internal abstract string Name { get; }

    /// <summary>Good files, made anew each time.</summary>
    internal abstract IEnumerable<byte[]> Seeds();

    /// <summary>A damaged copy; the same for the same state of <paramref name="random"/>.</summary>
    /// <param name="file">What to damage.</param>
    /// <param name="other">Another seed, to take parts from.</param>
    /// <param name="random">Every choice.</param>
    internal virtual byte[] Mutate(byte[] file, byte[] other, Random random) => ByteMutator.Mutate(file, other, random);

    /// <summary>Reads a file as the program does.</summary>
    internal abstract object Read(byte[] file);

    /// <summary>A number that differs, nearly always, where anything that was read differs.</summary>
    internal abstract int Digest(object content);

    /// <summary>What was read as a file again, or null where nothing writes such files.</summary>
    internal virtual byte[]? Write(object content) => null;

    /// <summary>Whether the reader may throw this.</summary>
    internal virtual bool IsRefusal(Exception exception) => exception is MalformedFileException;

    /// <summary>Whether a refusal names the file. Where a place is named too it lies within the file.</summary>
    internal virtual string? Fault(Exception refusal, int length) => refusal switch
    {
        MalformedFileException { FilePath: not FileName } => "names another file",
        MalformedFileException { Offset: { } offset } when offset < 0 || offset > length => $"names byte {offset} of {length}",
        _ => refusal.Message.Contains(FileName, StringComparison.Ordinal) ? null : "does not name the file",
    };

    /// <summary>Bytes that reading may allocate for any file, garbage included.</summary>
    internal virtual long FixedBytes => 1 << 20;

    /// <summary>Bytes that reading may allocate besides for each byte of the file.</summary>
    internal virtual long BytesPerByte => 16;

    /// <summary>Whether a native library reads, which could bring the process down.</summary>
    internal virtual bool IsNative => false;
}
