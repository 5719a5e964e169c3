using GanLab.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GanLab.Optimizers;

/// <summary>What an optimizer remembers between steps, as named tensors and counters that can be saved and put back.</summary>
/// <param name="optimizer">Made by <see cref="OptimizerCatalog.Create"/> for <paramref name="network"/>.</param>
/// <param name="network">Gives the names.</param>
public sealed class OptimizerMemory(OptimizerHelper optimizer, nn.Module network) : IStateful
{
    /// <summary>Every tensor under the name of its parameter and its own, for instance "main.0.weight/exp_avg"; they stay the optimizer's.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> Tensors() => States().SelectMany(entry =>
        Parts(entry.State)
            .Where(part => part.Tensor is not null)
            .Select(part => ($"{entry.Name}/{part.Name}", part.Tensor!)));

    /// <summary>How many updates each parameter has had; 0 for optimizers that do not count.</summary>
    public IEnumerable<(string Name, long Value)> Counters() => States().Select(entry => (entry.Name, entry.State switch
    {
        Adam.State state => state.step,
        AdamW.State state => state.step,
        RMSProp.State state => state.step,
        _ => 0,
    }));

    /// <inheritdoc/>
    /// <remarks>SGD makes its momentum only at its first step.</remarks>
    public void Prepare(IReadOnlySet<string> saved)
    {
        foreach (var (parameter, (name, state)) in network.parameters().Zip(States()))
        {
            if (state is not SGD.State momentum)
            {
                continue;
            }

            if (saved.Contains($"{name}/momentum_buffer"))
            {
                momentum.momentum_buffer ??= zeros_like(parameter).DetachFromDisposeScope();
            }
            else
            {
                momentum.momentum_buffer?.Dispose();
                momentum.momentum_buffer = null;
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="KeyNotFoundException">The counter of a parameter is not among them.</exception>
    public void SetCounters(IReadOnlyDictionary<string, long> saved)
    {
        foreach (var (name, state) in States())
        {
            SetCounter(state, saved[name]);
        }
    }

    private IEnumerable<(string Name, OptimizerState State)> States() =>
        network.named_parameters().Zip(optimizer.state_dict().State, (parameter, state) => (parameter.name, state));

    private static (string Name, Tensor? Tensor)[] Parts(OptimizerState state) => state switch
    {
        Adam.State s => [("exp_avg", s.exp_avg), ("exp_avg_sq", s.exp_avg_sq), ("max_exp_avg_sq", s.max_exp_avg_sq)],
        AdamW.State s => [("exp_avg", s.exp_avg), ("exp_avg_sq", s.exp_avg_sq), ("max_exp_avg_sq", s.max_exp_avg_sq)],
        RMSProp.State s => [("square_avg", s.square_avg), ("momentum_buffer", s.momentum_buffer), ("grad_avg", s.grad_avg)],
        SGD.State s => [("momentum_buffer", s.momentum_buffer)],
        _ => throw new NotSupportedException($"The state of {state.GetType().DeclaringType?.Name} cannot be saved."),
    };

    private static void SetCounter(OptimizerState state, long steps)
    {
        switch (state)
        {
            case Adam.State s:
                s.step = steps;
                break;
            case AdamW.State s:
                s.step = steps;
                break;
            case RMSProp.State s:
                s.step = steps;
                break;
        }
    }
}
