namespace GanLab.Acceleration;

/// <summary>What the operators of a stretch of work cost.</summary>
public static class StepProfile
{
    /// <summary>One operator on tensors of certain shapes.</summary>
    /// <param name="Operator">For instance "aten::mm".</param>
    /// <param name="Shapes">For instance "Float [64, 100] [100, 8192]".</param>
    /// <param name="Calls">How often it ran.</param>
    /// <param name="Milliseconds">Time in it, all calls together, without the operators that it called in turn.</param>
    /// <param name="Operations">Multiplications and additions of convolutions, as done directly (Winograd's algorithm needs fewer), and of matrix products; else 0.</param>
    /// <param name="Bytes">Size of the tensors given and returned (what is overwritten counts as both), less what the operators called inside count; views and allocations count none.</param>
    public sealed record Entry(string Operator, string Shapes, long Calls, double Milliseconds, double Operations, double Bytes);

    /// <summary>Whether the engine can watch its operators.</summary>
    public static bool IsSupported =>
#if TORCH_ENGINE_SYSTEM
        true;
#else
        false;
#endif

    /// <summary>Whether this thread has operators watched: then work runs as written, for a recording has none.</summary>
    internal static bool IsRunning =>
#if TORCH_ENGINE_SYSTEM
        LibTorch.OperatorProfile.IsRunning;
#else
        false;
#endif

    /// <summary>Does the work and tells what its operators cost, the most time first.</summary>
    /// <param name="work">Runs once.</param>
    /// <param name="device">Where it computes; on CUDA each operator is waited for, so that the whole takes longer than it would.</param>
    /// <exception cref="NotSupportedException">The engine is torchsharp, which cannot watch its operators.</exception>
    public static IReadOnlyList<Entry> Of(Action work, ComputeDevice device)
    {
#if TORCH_ENGINE_SYSTEM
        using var profile = new LibTorch.OperatorProfile(device.Device);
        work();
        return [.. profile.Stop().Select(time =>
            new Entry(time.Operator, time.Shapes, time.Calls, time.Milliseconds, time.Operations, time.Bytes))];
#else
        throw new NotSupportedException("A profile of the step needs the system engine; TorchSharp cannot watch its operators.");
#endif
    }
}
