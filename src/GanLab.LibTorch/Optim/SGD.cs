using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Gradient descent, with momentum and Nesterov's look-ahead where asked for.</summary>
public class SGD : OptimizerHelper, optim.IMomentum
{
    public SGD(
        IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0,
        bool nesterov = false, bool maximize = false) =>
        AddGroup(
            parameters,
            new Options
            {
                LearningRate = lr,
                momentum = momentum,
                dampening = dampening,
                weight_decay = weight_decay,
                nesterov = nesterov,
                maximize = maximize,
            });

    public double Momentum
    {
        get => _parameter_groups.Select(group => ((Options)group.Options).momentum ?? 0).First();
        set
        {
            foreach (var options in _parameter_groups.Select(group => (Options)group.Options))
            {
                options.momentum = value;
            }
        }
    }

    private protected override OptimizerState NewState(Parameter parameter, OptimizerOptions options) => new State(parameter);

    private protected override void Update(List<(Parameter Parameter, Tensor Gradient, OptimizerState State)> due, OptimizerOptions options)
    {
        foreach (var (parameter, gradient, state) in due)
        {
            Update(parameter, gradient, (State)state, (Options)options);
        }
    }

    private static void Update(Parameter parameter, Tensor gradient, State state, Options o)
    {
        gradient = o.maximize == true ? gradient.neg() : gradient;
        gradient = o.weight_decay > 0 ? gradient.add(parameter, (Scalar)o.weight_decay.Value) : gradient;
        if (o.momentum > 0)
        {
            // The first step takes the gradient whole, as PyTorch does; dampening begins with the second.
            if (state.momentum_buffer is null)
            {
                state.momentum_buffer = gradient.clone().DetachFromDisposeScope();
            }
            else
            {
                state.momentum_buffer.mul_((Scalar)o.momentum.Value).add_(gradient, (Scalar)(1 - o.dampening!.Value));
            }

            gradient = o.nesterov == true ? gradient.add(state.momentum_buffer, (Scalar)o.momentum.Value) : state.momentum_buffer;
        }

        parameter.add_(gradient, (Scalar)(-o.LearningRate!.Value));
    }

    public class Options : OptimizerOptions
    {
        public double? momentum;
        public double? dampening;
        public double? weight_decay;
        public bool? nesterov;
        public bool? maximize;
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        public Tensor? momentum_buffer;

        public override void Initialize(OptimizerOptions options)
        {
        }

        public void Dispose() => momentum_buffer?.Dispose();
    }
}
