using GanLab.Formats;

namespace GanLab.Checkpoints;

/// <summary>A file is sound, but holds something else than what it was to be loaded into. Exit code 1.</summary>
public sealed class CheckpointMismatchException : Exception
{
    private CheckpointMismatchException(string message)
        : base(OneLine.Of(message))
    {
    }

    internal static CheckpointMismatchException Missing(string file, string tensor) =>
        new($"'{file}': the tensor '{tensor}' is missing; the file belongs to another model or was made by another program.");

    internal static CheckpointMismatchException Unexpected(string file, string tensor) =>
        new($"'{file}': the tensor '{tensor}' has no place in the model; the file belongs to another one.");

    internal static CheckpointMismatchException Shape(string file, string tensor, IEnumerable<long> found, IEnumerable<long> expected) =>
        new($"'{file}': the tensor '{tensor}' has the shape [{string.Join(", ", found)}], but the model needs "
            + $"[{string.Join(", ", expected)}].");

    internal static CheckpointMismatchException Entry(string file, string entry, string problem) =>
        new($"'{file}': the entry '{entry}' {problem}; the file was made by another program or version.");
}
