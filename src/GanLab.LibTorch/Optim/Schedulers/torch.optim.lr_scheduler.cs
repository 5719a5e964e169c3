namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.StepLR(optimizer, step_size, gamma, last_epoch, verbose);

            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.ExponentialLR(optimizer, gamma, last_epoch, verbose);

            public static LRScheduler CosineAnnealingLR(
                Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) =>
                new impl.CosineAnnealingLR(optimizer, T_max, eta_min, last_epoch, verbose);

            public static LRScheduler LinearLR(
                Optimizer optimizer, double start_factor = 0.3333333333333333, double end_factor = 1, int total_iters = 5,
                int last_epoch = -1, bool verbose = false) =>
                new impl.LinearLR(optimizer, start_factor, end_factor, total_iters, last_epoch, verbose);

            public static LRScheduler LambdaLR(
                Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new impl.LambdaLR(optimizer, lr_lambda, last_epoch, verbose);

            public static class impl
            {
                /// <summary>Multiplies the rate by gamma every so many steps.</summary>
                public class StepLR : LRScheduler
                {
                    private readonly int size;
                    private readonly double gamma;

                    public StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch)
                    {
                        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step_size);
                        (size, this.gamma) = (step_size, gamma);
                        step();
                    }

                    private protected override double RateAt(int epoch, double initial, int group) =>
                        initial * Math.Pow(gamma, epoch / size);
                }

                /// <summary>Multiplies the rate by gamma at every step.</summary>
                public class ExponentialLR : LRScheduler
                {
                    private readonly double gamma;

                    public ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch)
                    {
                        this.gamma = gamma;
                        step();
                    }

                    private protected override double RateAt(int epoch, double initial, int group) => initial * Math.Pow(gamma, epoch);
                }

                /// <summary>Half a cosine from the initial rate down to eta_min in T_max steps (Loshchilov and Hutter 2017).</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double length;
                    private readonly double lowest;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch)
                    {
                        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(T_max);
                        (length, lowest) = (T_max, eta_min);
                        step();
                    }

                    private protected override double RateAt(int epoch, double initial, int group) =>
                        lowest + ((initial - lowest) * (1 + Math.Cos(Math.PI * epoch / length)) / 2);
                }

                /// <summary>A straight line from one multiple of the rate to another.</summary>
                public class LinearLR : LRScheduler
                {
                    private readonly double start;
                    private readonly double end;
                    private readonly int length;

                    public LinearLR(
                        Optimizer optimizer, double start_factor = 0.3333333333333333, double end_factor = 1, int total_iters = 5,
                        int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch)
                    {
                        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(total_iters);
                        (start, end, length) = (start_factor, end_factor, total_iters);
                        step();
                    }

                    private protected override double RateAt(int epoch, double initial, int group) =>
                        initial * (start + ((end - start) * Math.Min(epoch, length) / length));
                }

                /// <summary>The initial rate times a function of the step.</summary>
                public class LambdaLR : LRScheduler
                {
                    private readonly Func<int, double>[] factors;

                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch)
                    {
                        ArgumentNullException.ThrowIfNull(lr_lambda);
                        factors = [lr_lambda];
                        step();
                    }

                    public LambdaLR(
                        Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch)
                    {
                        factors = [.. lr_lambdas];
                        step();
                    }

                    private protected override double RateAt(int epoch, double initial, int group) =>
                        initial * factors[factors.Length == 1 ? 0 : group](epoch);
                }
            }
        }
    }
}
