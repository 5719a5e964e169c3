using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of one parameter.</summary>
public abstract class OptimizerState(Parameter parameter)
{
    protected internal Parameter _parameter = parameter;

    public abstract void Initialize(OptimizerOptions options);

    // Of the parameter's shape, type, device and memory order, and nobody's but the optimizer's.
    internal Tensor Zeros() => zeros_like(_parameter).DetachFromDisposeScope();
}
