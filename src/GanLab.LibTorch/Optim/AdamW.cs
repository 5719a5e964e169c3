using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Adam with weight decay decoupled from the gradient (Loshchilov and Hutter 2019, Algorithm 2).</summary>
public class AdamW : OptimizerHelper, optim.IBetas
{
    public AdamW(
        IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-08,
        double weight_decay = 0, bool amsgrad = false, bool maximize = false)
    {
        FusedAdam.Check(lr, beta1, beta2, eps, weight_decay);
        AddGroup(
            parameters,
            new Options
            {
                LearningRate = lr,
                beta1 = beta1,
                beta2 = beta2,
                eps = eps,
                weight_decay = weight_decay,
                amsgrad = amsgrad,
                maximize = maximize,
            });
    }

    public (double, double) Betas
    {
        get => _parameter_groups.Select(group => (Options)group.Options).Select(o => (o.beta1 ?? 0.9, o.beta2 ?? 0.999)).First();
        set
        {
            foreach (var options in _parameter_groups.Select(group => (Options)group.Options))
            {
                (options.beta1, options.beta2) = value;
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
        if (due.Count == 0)
        {
            return;
        }

        var o = (Options)options;
        FusedAdam.Step(
            due.ConvertAll(d =>
            {
                var state = (State)d.State;
                return new FusedAdam.Item(d.Parameter, d.Gradient, state.exp_avg, state.exp_avg_sq, state.max_exp_avg_sq, state.step);
            }),
            new FusedAdam.Settings(
                o.LearningRate!.Value, o.beta1!.Value, o.beta2!.Value, o.eps!.Value, o.weight_decay!.Value, Decoupled: true, o.maximize == true),
            Numbers(due[0].Parameter, options));
    }

    public class Options : OptimizerOptions
    {
        public double? beta1;
        public double? beta2;
        public double? eps;
        public double? weight_decay;
        public bool? amsgrad;
        public bool? maximize;
    }

    public sealed class State(Parameter parameter) : OptimizerState(parameter), IDisposable
    {
        public long step;
        public Tensor exp_avg = null!;
        public Tensor exp_avg_sq = null!;
        public Tensor? max_exp_avg_sq;

        internal override long Updates
        {
            get => step;
            set => step = value;
        }

        public override void Initialize(OptimizerOptions options)
        {
            step = 0;
            exp_avg = Zeros();
            exp_avg_sq = Zeros();
            max_exp_avg_sq = ((Options)options).amsgrad == true ? Zeros() : null;
        }

        public void Dispose()
        {
            exp_avg.Dispose();
            exp_avg_sq.Dispose();
            max_exp_avg_sq?.Dispose();
        }
    }
}
