using GanLab.Acceleration;
using static TorchSharp.torch;

namespace GanLab.Checkpoints;

/// <summary>Copies of tensors on the host, in memory that is used again for the next copies.</summary>
/// <remarks>
/// They are laid out like the originals, so that copying is as fast as memory. Of tensors on CUDA they are in pinned memory,
/// and the copies run side by side.
/// </remarks>
internal sealed class TensorCopies : IDisposable
{
    private readonly Dictionary<string, Tensor> room = [];

    /// <summary>Takes the memory for copies of these tensors, so that the first copying need not make it.</summary>
    internal void MakeRoom(IReadOnlyDictionary<string, Tensor> tensors)
    {
        using var recordNothing = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, tensor) in tensors)
        {
            RoomFor(name, tensor);
        }
    }

    /// <summary>Writes to all of that memory, because the system hands it out only then; may run on another thread until the next call.</summary>
    internal void Touch()
    {
        using var recordNothing = no_grad();
        using var scope = NewDisposeScope();
        foreach (var tensor in room.Values)
        {
            tensor.zero_();
        }
    }

    /// <summary>Copies tensors as they are now; the copies stay this object's and hold until the next call.</summary>
    /// <param name="tensors">What to copy.</param>
    /// <param name="later">The names of those that stay as they are for a while and need not be copied at once.</param>
    /// <returns>The copies, and what copies the rest of them, to be called once, on any thread, before those are read; null if nothing is left to copy.</returns>
    internal (IReadOnlyDictionary<string, Tensor> Copies, Action? CopyRest) Take(IReadOnlyDictionary<string, Tensor> tensors, IReadOnlySet<string> later)
    {
        using var recordNothing = no_grad();
        using var scope = NewDisposeScope();
        // CUDA devices copy everything at once, in little time.
        var pairs = tensors.ToLookup(
            pair => later.Contains(pair.Key) && !pair.Value.is_cuda, pair => (From: pair.Value, To: RoomFor(pair.Key, pair.Value)));
        Copy(pairs[false], onThisThreadOnly: false);
        foreach (var tensor in tensors.Values.Where(tensor => tensor.is_cuda).DistinctBy(tensor => tensor.device_index))
        {
            cuda.synchronize(tensor.device);
        }

        var copies = tensors.Keys.ToDictionary(name => name, name => room[name]);
        return (copies, pairs.Contains(true) ? () => Copy(pairs[true], onThisThreadOnly: true) : null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in room.Values)
        {
            tensor.Dispose();
        }

        room.Clear();
    }

    private static void Copy(IEnumerable<(Tensor From, Tensor To)> pairs, bool onThisThreadOnly)
    {
        using var recordNothing = no_grad();
        TensorLists.CopyPastCaches([.. pairs.Select(pair => pair.To)], [.. pairs.Select(pair => pair.From)], onThisThreadOnly);
    }

    private Tensor RoomFor(string name, Tensor tensor)
    {
        if (room.GetValueOrDefault(name) is { } old)
        {
            if (old.dtype == tensor.dtype && old.shape.SequenceEqual(tensor.shape))
            {
                return old;
            }

            old.Dispose();
        }

        var fresh = empty_like(tensor, device: CPU);
        return room[name] = (tensor.is_cuda ? fresh.pin_memory() : fresh).DetachFromDisposeScope();
    }
}
