namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Unrecorded(() => tensor.normal_(mean, std, generator));

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Unrecorded(() => tensor.uniform_(low, high, generator));

            public static Tensor constant_(Tensor tensor, Scalar val) => Unrecorded(() => tensor.fill_(val));

            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            // PyTorch's default for Linear and Conv: U(-1/√fan_in, 1/√fan_in) for weight and bias alike.
            internal static void ResetLikePyTorch(Tensor weight, Tensor? bias)
            {
                var shape = weight.shape;
                var fanIn = Math.Max(1, shape[1..].Aggregate(1L, (product, size) => product * size));
                var bound = 1 / Math.Sqrt(fanIn);
                uniform_(weight, -bound, bound);
                if (bias is not null)
                {
                    uniform_(bias, -bound, bound);
                }
            }

            private static Tensor Unrecorded(Func<Tensor> write)
            {
                using var recordNothing = no_grad();
                return write();
            }
        }
    }
}
