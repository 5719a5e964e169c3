using GanLab.LibTorch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The numbers of an update that change from one to the next, where the kernels are: they read them when they run.</summary>
internal sealed class DeviceNumbers(Device device) : IDisposable
{
    private readonly Tensor step = zeros([], ScalarType.Float32, device).DetachFromDisposeScope();
    private readonly Tensor rate = zeros([], ScalarType.Float32, device).DetachFromDisposeScope();
    private double writtenRate;
    private long writtenStep;

    /// <summary>Updates made, a float32 scalar.</summary>
    internal Tensor Step => step;

    /// <summary>The learning rate, a float32 scalar.</summary>
    internal Tensor Rate => rate;

    /// <summary>Puts the numbers there, unless they are there already.</summary>
    /// <param name="updates">How many there were so far.</param>
    /// <param name="learningRate">The next one's.</param>
    internal void Write(long updates, double learningRate)
    {
        if (UpdateTape.IsRunning)
        {
            return; // a recording would write these very numbers each time; they are written before each launch
        }

        if (updates != writtenStep)
        {
            step.fill_((Scalar)(double)updates);
            writtenStep = updates;
        }

        if (learningRate != writtenRate)
        {
            rate.fill_((Scalar)learningRate);
            writtenRate = learningRate;
        }
    }

    /// <summary>Counts an update on the device.</summary>
    internal void Advance()
    {
        step.add_((Scalar)1.0);
        Count(1);
    }

    /// <summary>An update was counted there by a kernel that was recorded, or, with -1, was not.</summary>
    internal void Count(int updates) => writtenStep += updates;

    public void Dispose()
    {
        step.Dispose();
        rate.Dispose();
    }
}
