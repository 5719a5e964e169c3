using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of one parameter.</summary>
public abstract class OptimizerState(Parameter parameter)
{
    protected internal Parameter _parameter = parameter;

    /// <summary>How many updates the parameter has had; 0 for optimizers that do not count.</summary>
    internal virtual long Updates
    {
        get => 0;
        set => _ = value;
    }

    public abstract void Initialize(OptimizerOptions options);

    // Of the parameter's shape, type, device and memory order, and nobody's but the optimizer's.
    internal Tensor Zeros() => zeros_like(_parameter).DetachFromDisposeScope();
}
