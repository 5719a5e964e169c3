namespace GanLab.Formats;

/// <summary>A file is not what it should be: cut, damaged, of another format, or hostile.</summary>
/// <remarks>The message says which file, what is wrong, at which byte and what to do; it fits on one line.</remarks>
public sealed class MalformedFileException : Exception
{
    private const string GetItAgain = "copy, download or save it again";

    private MalformedFileException(string filePath, string problem, long? offset, string remedy, Exception? cause)
        : base(Compose(filePath, problem, offset, remedy), cause) => (FilePath, Offset) = (filePath, offset);

    /// <summary>The path as the reader was given it.</summary>
    public string FilePath { get; }

    /// <summary>The byte, counted from 0, at which the trouble shows; null when it belongs to no single place.</summary>
    public long? Offset { get; }

    /// <summary>Anything that has no factory of its own: <paramref name="problem"/> and <paramref name="remedy"/> are clauses
    /// without a full stop.</summary>
    public static MalformedFileException Because(
        string filePath, string problem, string remedy, long? offset = null, Exception? cause = null) =>
        new(filePath, problem, offset, remedy, cause);

    /// <summary>The file ends inside <paramref name="part"/>; <paramref name="length"/> is where it ends.</summary>
    public static MalformedFileException Truncated(string filePath, long length, string part) =>
        new(filePath, $"the file ends inside {part}", length, $"it was cut short: {GetItAgain}", null);

    /// <summary>There is more in the file than its format allows, from <paramref name="offset"/> on.</summary>
    public static MalformedFileException TrailingBytes(string filePath, long offset, string after) =>
        new(filePath, $"there are bytes after {after}", offset, $"they belong to nothing: {GetItAgain}", null);

    /// <summary>The file is of another kind than <paramref name="expected"/> ("a PNG picture").</summary>
    public static MalformedFileException NotThisFormat(string filePath, string expected, string found, string remedy) =>
        new(filePath, $"this is not {expected}: {found}", 0, remedy, null);

    /// <summary>Two parts of the file contradict each other or the format.</summary>
    public static MalformedFileException Damaged(
        string filePath, string problem, long? offset = null, Exception? cause = null) =>
        new(filePath, problem, offset, $"the file is damaged: {GetItAgain}", cause);

    /// <summary>The file may be right, but uses a part of the format that is not read here.</summary>
    public static MalformedFileException Unsupported(string filePath, string feature, string remedy, long? offset = null) =>
        new(filePath, $"{feature} is not supported", offset, remedy, null);

    /// <summary>A size in the file is beyond what this library accepts; nothing was allocated for it.</summary>
    public static MalformedFileException TooLarge(
        string filePath, string what, Int128 size, long limit, long? offset = null) =>
        new(filePath, $"{what} is {size}, above the limit of {limit}", offset, "the file is damaged or hostile: use another", null);

    /// <summary>A pickle names something that is not data; loading it could run code, so it was not loaded.</summary>
    public static MalformedFileException CouldRunCode(string filePath, string global, long offset) =>
        new(
            filePath,
            $"the pickle asks for '{global}', which is refused because it could run code",
            offset,
            "save only tensors and plain values, for instance torch.save(model.state_dict(), path)",
            null);

    private static string Compose(string filePath, string problem, long? offset, string remedy) =>
        $"'{OneLine.Of(filePath)}': {OneLine.Of(problem)}{(offset is { } at ? $" at byte {at}" : "")}; {OneLine.Of(remedy)}.";
}
