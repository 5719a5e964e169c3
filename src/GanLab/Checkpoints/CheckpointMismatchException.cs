using GanLab.Formats;

namespace GanLab.Checkpoints;

/// <summary>A file is sound, but holds something else than what it was to be loaded into. Exit code 1.</summary>
public sealed class CheckpointMismatchException : Exception
{
    private const int MostNamed = 8;

    private CheckpointMismatchException(string message)
        : base(OneLine.Of(message))
    {
    }

    /// <summary>Every tensor that does not fit, each as <see cref="Missing"/>, <see cref="Unexpected"/> or <see cref="Shape"/> says.</summary>
    internal static CheckpointMismatchException Tensors(string file, IReadOnlyList<string> misfits)
    {
        var more = misfits.Count > MostNamed ? $"; and {misfits.Count - MostNamed} more do not fit" : "";
        return new($"'{file}': {string.Join("; ", misfits.Take(MostNamed))}{more}. The file belongs to another model, or was made by another program.");
    }

    internal static string Missing(string tensor) => $"the tensor '{tensor}' is missing";

    internal static string Unexpected(string tensor) => $"the tensor '{tensor}' has no place in the model";

    internal static string Shape(string tensor, IEnumerable<long> found, IEnumerable<long> expected) =>
        $"the tensor '{tensor}' has the shape [{string.Join(", ", found)}], but the model needs [{string.Join(", ", expected)}]";

    internal static CheckpointMismatchException NotFinite(string file, string tensor) => new(
        $"'{file}': the tensor '{tensor}' holds numbers that are not finite, as after a training that diverged; nothing can be drawn "
            + "from it or begun with it, so use an earlier checkpoint or the generator of one.");

    internal static CheckpointMismatchException Newer(string file, long version, long known, string program) => new(
        $"'{file}': this is version {version} of the checkpoint format, and GanLab {GeneratorFile.ProgramVersion} knows 1 to {known}; use the GanLab "
            + $"that wrote it ({program}) or a newer one, or name an earlier checkpoint.");

    /// <summary>What no version of this program writes.</summary>
    internal static CheckpointMismatchException Impossible(string file, string entry, string problem) =>
        new($"'{file}': the entry '{entry}' {problem}; the file was damaged or edited, use another one.");

    internal static CheckpointMismatchException FirstVersion(string folder) => new(
        $"'{folder}': a checkpoint of the first version does not say what its networks were made with; take the g.pt of the run instead.");

    /// <summary>What this program writes otherwise.</summary>
    internal static CheckpointMismatchException Entry(string file, string entry, string problem) =>
        new($"'{file}': the entry '{entry}' {problem}; the file was made by another program or version.");
}
