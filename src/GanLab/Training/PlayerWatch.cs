using GanLab.Acceleration;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>Looks at loss, gradients and weights after each update of one player and remembers when each first was no number.</summary>
/// <remarks>
/// The memory is on the device, so that no update waits for it: it is read with metrics, before a save and at the end. A
/// gradient counts as finite if its L2 norm is, in single precision.
/// </remarks>
/// <param name="player">"generator" or "discriminator".</param>
/// <param name="network">The network that learns.</param>
internal sealed class PlayerWatch(string player, nn.Module network) : IDisposable
{
    // Backpropagation comes by the last layer first, and so does what goes wrong on its way.
    private readonly (string Name, Parameter Parameter)[] weights = [.. network.named_parameters().Reverse()];
    private Tensor? first; // float64 [1 + 2 P]: the update at which each was not finite, infinity for never

    /// <summary>Measures an update; the caller's scope owns the norms.</summary>
    /// <param name="objective">The loss that the update was made for, a scalar.</param>
    internal UpdateNorms Measure(Tensor objective)
    {
        using var recordNothing = no_grad();
        using var scope = NewDisposeScope();
        var gradients = TensorLists.Norms([.. weights.Select(weight => weight.Parameter.grad ?? zeros([], objective.dtype, objective.device))]);
        var all = cat([objective.detach().reshape(1), gradients, TensorLists.Norms([.. weights.Select(weight => weight.Parameter)])]);
        return new UpdateNorms(all.MoveToOuterDisposeScope(), gradients.norm().MoveToOuterDisposeScope());
    }

    /// <summary>Remembers what was no number for the first time.</summary>
    /// <param name="norms">All norms of an update.</param>
    /// <param name="update">The number of the update; numbers only grow.</param>
    internal void See(Tensor norms, long update)
    {
        using var scope = NewDisposeScope();
        var before = first ?? full(norms.shape, double.PositiveInfinity, ScalarType.Float64, norms.device);
        var after = where(norms.isfinite(), before, before.clamp_max(update)).DetachFromDisposeScope();
        first?.Dispose();
        first = after;
    }

    /// <summary>The first update in which something was no number, and what; null if there was none. Syncs with the device.</summary>
    internal (long Update, string Tensor)? First()
    {
        using var scope = NewDisposeScope();
        var updates = first?.cpu().data<double>().ToArray() ?? [];
        var earliest = updates.DefaultIfEmpty(double.PositiveInfinity).Min();
        return double.IsPositiveInfinity(earliest) ? null : ((long)earliest, NameOf(Array.IndexOf(updates, earliest)));
    }

    /// <summary>Whether everything was a number in all updates, as a scalar on the device; null if none was seen. The caller's scope owns it.</summary>
    internal Tensor? Finite()
    {
        using var scope = NewDisposeScope();
        return first?.isinf().all().MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        first?.Dispose();
        first = null;
    }

    private string NameOf(int place) => place == 0
        ? $"the loss of the {player}"
        : $"the {(place <= weights.Length ? "gradient" : "value")} of {player}/{weights[(place - 1) % weights.Length].Name}";
}
