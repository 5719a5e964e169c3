using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A leaky ReLU that learns its slope, one for all channels or one each (He et al. 2015).</summary>
    public sealed class PReLU : nn.Module<Tensor, Tensor>
    {
        internal PReLU(long num_parameters, double init, Device? device, ScalarType? dtype)
            : base(nameof(PReLU))
        {
            (this.num_parameters, this.init) = (num_parameters, init);
            weight = new Parameter(full([num_parameters], (Scalar)init, dtype ?? get_default_dtype(), device));
        }

        public long num_parameters { get; }

        public double init { get; }

        public Parameter weight { get; set => field = Replace(field, value); }

        public override Tensor forward(Tensor tensor) => nn.functional.prelu(tensor, weight);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.PReLU PReLU(
                long num_parameters, double init = 0.25, Device? device = null, ScalarType? dtype = null) =>
                new(num_parameters, init, device, dtype);
        }
    }
}
