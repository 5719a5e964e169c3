using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>RMSprop (Tieleman and Hinton 2012): steps divided by the root of a running mean of squared gradients.</summary>
public class RMSProp : OptimizerHelper, optim.IMomentum
{
    public RMSProp(
        IEnumerable<Parameter> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-08, double weight_decay = 0,
        double momentum = 0, bool centered = false, bool maximize = false) =>
        AddGroup(
            parameters,
            new Options
            {
                LearningRate = lr,
                alpha = alpha,
                eps = eps,
                weight_decay = weight_decay,
                momentum = momentum,
                centered = centered,
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

    private protected override OptimizerState NewState(Parameter parameter, OptimizerOptions options)
    {
        var state = new State(parameter);
        state.Initialize(options);
        return state;
    }

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
        var alpha = o.alpha!.Value;
        state.square_avg.mul_((Scalar)alpha).addcmul_(gradient, gradient, (Scalar)(1 - alpha));

        var spread = state.square_avg;
        if (o.centered == true)
        {
            state.grad_avg.mul_((Scalar)alpha).add_(gradient, (Scalar)(1 - alpha));
            spread = spread - state.grad_avg.square();
        }

        var root = spread.sqrt() + o.eps!.Value;
        if (o.momentum > 0)
        {
            state.momentum_buffer.mul_((Scalar)o.momentum!.Value).addcdiv_(gradient, root, (Scalar)1.0);
            parameter.add_(state.momentum_buffer, (Scalar)(-o.LearningRate!.Value));
        }
        else
        {
            parameter.addcdiv_(gradient, root, (Scalar)(-o.LearningRate!.Value));
        }
    }

    public class Options : OptimizerOptions
    {
        public double? alpha;
        public double? eps;
        public double? weight_decay;
        public double? momentum;
        public bool? centered;
        public bool? maximize;
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        public long step;
        public Tensor square_avg = null!;
        public Tensor momentum_buffer = null!;
        public Tensor grad_avg = null!;

        internal override long Updates
        {
            get => step;
            set => step = value;
        }

        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            square_avg = Zeros();
            // Also where the options use neither, so that they may change later.
            momentum_buffer = Zeros();
            grad_avg = Zeros();
        }

        public void Dispose()
        {
            square_avg.Dispose();
            momentum_buffer.Dispose();
            grad_avg.Dispose();
        }
    }
}
