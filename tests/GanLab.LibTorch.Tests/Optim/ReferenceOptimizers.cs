namespace GanLab.LibTorch.Tests.Optim;

/// <summary>The published update rules, one number at a time in double precision; written from the papers and PyTorch's manual.</summary>
internal static class ReferenceOptimizers
{
    /// <summary>Changes the numbers by one step; state persists in the closure. The gradient is given per number.</summary>
    internal delegate void Update(double[] numbers, double[] gradient);

    /// <summary>Kingma and Ba 2015, Algorithm 1; decoupled decay as in Loshchilov and Hutter 2019; AMSGrad as in Reddi et al. 2018.</summary>
    internal static Update Adam(double lr, double beta1, double beta2, double eps, double decay, bool decoupled, bool amsgrad, bool maximize)
    {
        var t = 0;
        double[] m = [], v = [], largest = [];
        return (x, g) =>
        {
            if (t++ == 0)
            {
                (m, v, largest) = (new double[x.Length], new double[x.Length], new double[x.Length]);
            }

            for (var i = 0; i < x.Length; i++)
            {
                var slope = maximize ? -g[i] : g[i];
                if (decoupled)
                {
                    x[i] -= lr * decay * x[i];
                }
                else
                {
                    slope += decay * x[i];
                }

                m[i] = (beta1 * m[i]) + ((1 - beta1) * slope);
                v[i] = (beta2 * v[i]) + ((1 - beta2) * slope * slope);
                largest[i] = Math.Max(largest[i], v[i]);
                var mean = m[i] / (1 - Math.Pow(beta1, t));
                var square = (amsgrad ? largest[i] : v[i]) / (1 - Math.Pow(beta2, t));
                x[i] -= lr * mean / (Math.Sqrt(square) + eps);
            }
        };
    }

    internal static Update RMSProp(double lr, double alpha, double eps, double decay, double momentum, bool centered, bool maximize)
    {
        double[] square = [], average = [], buffer = [];
        return (x, g) =>
        {
            if (square.Length == 0)
            {
                (square, average, buffer) = (new double[x.Length], new double[x.Length], new double[x.Length]);
            }

            for (var i = 0; i < x.Length; i++)
            {
                var slope = (maximize ? -g[i] : g[i]) + (decay * x[i]);
                square[i] = (alpha * square[i]) + ((1 - alpha) * slope * slope);
                average[i] = (alpha * average[i]) + ((1 - alpha) * slope);
                var spread = centered ? square[i] - (average[i] * average[i]) : square[i];
                buffer[i] = (momentum * buffer[i]) + (slope / (Math.Sqrt(spread) + eps));
                x[i] -= lr * buffer[i];
            }
        };
    }

    internal static Update SGD(double lr, double momentum, double dampening, double decay, bool nesterov, bool maximize)
    {
        double[]? buffer = null;
        return (x, g) =>
        {
            var first = buffer is null;
            buffer ??= new double[x.Length];
            for (var i = 0; i < x.Length; i++)
            {
                var slope = (maximize ? -g[i] : g[i]) + (decay * x[i]);
                buffer[i] = first ? slope : (momentum * buffer[i]) + ((1 - dampening) * slope);
                x[i] -= lr * (momentum == 0 ? slope : nesterov ? slope + (momentum * buffer[i]) : buffer[i]);
            }
        };
    }
}
