using GanLab.Checkpoints;
using GanLab.Training;
using static TorchSharp.torch;

namespace GanLab.Tests.Support;

/// <summary>The bytes of named tensors at a moment.</summary>
internal sealed class Snapshot
{
    private readonly Dictionary<string, byte[]> tensors;

    public Snapshot(IEnumerable<KeyValuePair<string, Tensor>> named) =>
        tensors = named.ToDictionary(pair => pair.Key, pair => TensorBytes.From(pair.Value).Data.ToArray());

    public static Snapshot Of(TrainingState state) => new(state.Tensors());

    public IEnumerable<string> Names => tensors.Keys;

    /// <summary>The tensors that are not the same byte for byte, or in one of the two only, in alphabetical order.</summary>
    public IReadOnlyList<string> DifferencesTo(Snapshot other) =>
    [
        .. tensors.Keys.Union(other.tensors.Keys)
            .Where(name => !tensors.TryGetValue(name, out var mine) || !other.tensors.TryGetValue(name, out var theirs)
                || !mine.AsSpan().SequenceEqual(theirs))
            .Order(StringComparer.Ordinal),
    ];
}
