using GanLab.Formats;
using static TorchSharp.torch;

namespace GanLab.Checkpoints;

/// <summary>Puts tensors from a file into tensors that are already there, name by name, or says of each what does not fit.</summary>
public static class TensorMap
{
    /// <summary>Copies every saved tensor over the one of the same name.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="saved">What the file holds.</param>
    /// <param name="targets">What must be filled; nothing is changed unless everything fits.</param>
    /// <exception cref="CheckpointMismatchException">A tensor is missing, has no place or has another shape.</exception>
    public static void Load(string file, IReadOnlyDictionary<string, RawTensor> saved, IReadOnlyDictionary<string, Tensor> targets)
    {
        RequireFit(file, saved, targets);
        using var recordNothing = no_grad();
        foreach (var (name, target) in targets)
        {
            using var scope = NewDisposeScope();
            target.copy_(TensorBytes.To(saved[name]));
        }
    }

    /// <summary>Requires that the saved tensors have the names and shapes of those that must be filled.</summary>
    /// <exception cref="CheckpointMismatchException">A tensor is missing, has no place or has another shape.</exception>
    public static void RequireFit(
        string file, IReadOnlyDictionary<string, RawTensor> saved, IReadOnlyDictionary<string, Tensor> targets)
    {
        var misfits = targets.Select(target => Misfit(target.Key, saved.GetValueOrDefault(target.Key), target.Value)).OfType<string>()
            .Concat(saved.Keys.Where(name => !targets.ContainsKey(name)).Select(CheckpointMismatchException.Unexpected))
            .ToArray();
        if (misfits.Length > 0)
        {
            throw CheckpointMismatchException.Tensors(file, misfits);
        }
    }

    /// <summary>Requires that the saved tensors are numbers in the types of those that must be filled, whose names they have.</summary>
    /// <exception cref="CheckpointMismatchException">One holds NaN or infinities, or overflows.</exception>
    internal static void RequireFinite(
        string file, IReadOnlyDictionary<string, RawTensor> saved, IReadOnlyDictionary<string, Tensor> targets)
    {
        using var recordNothing = no_grad();
        foreach (var (name, target) in targets.Where(pair => pair.Value.is_floating_point()))
        {
            using var scope = NewDisposeScope();
            if (!TensorBytes.To(saved[name]).to(target.dtype).isfinite().all().item<bool>())
            {
                throw CheckpointMismatchException.NotFinite(file, name);
            }
        }
    }

    /// <summary>The tensors whose names begin with a prefix, by the rest of their names.</summary>
    internal static Dictionary<string, T> Below<T>(string prefix, IReadOnlyDictionary<string, T> tensors) => tensors
        .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value);

    private static string? Misfit(string name, RawTensor? found, Tensor target) =>
        found is null ? CheckpointMismatchException.Missing(name)
        : found.Shape.SequenceEqual(target.shape) ? null
        : CheckpointMismatchException.Shape(name, found.Shape, target.shape);
}
