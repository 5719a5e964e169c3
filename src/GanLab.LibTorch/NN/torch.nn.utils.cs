using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static class utils
        {
            /// <summary>Scales all gradients down together until their norm is at most the given one; gives the norm there was.</summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using var recordNothing = no_grad();
                using var scope = NewDisposeScope();
                var gradients = Gradients(tensors);
                if (gradients.Count == 0)
                {
                    return 0;
                }

                var order = double.IsPositiveInfinity(norm_type) ? double.PositiveInfinity : norm_type;
                var norms = stack(gradients.ConvertAll(gradient => linalg.vector_norm(gradient, order)));
                var total = linalg.vector_norm(norms, order).ToDouble();
                // The same small addend as PyTorch's, against a norm of zero.
                var factor = max_norm / (total + 1e-6);
                if (factor < 1)
                {
                    gradients.ForEach(gradient => gradient.mul_((Scalar)factor));
                }

                return total;
            }

            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var recordNothing = no_grad();
                using var scope = NewDisposeScope();
                Gradients(tensors).ForEach(gradient => gradient.clamp_((Scalar)(-clip_value), (Scalar)clip_value));
            }

            /// <summary>All parameters one after another, each in row-major order.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                var parts = tensors.Select(tensor => tensor.reshape(-1)).ToArray();
                var whole = cat(parts);
                Array.ForEach(parts, part => part.Dispose());
                return whole;
            }

            /// <summary>Copies consecutive pieces of the vector into the parameters.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using var recordNothing = no_grad();
                using var scope = NewDisposeScope();
                var parameters = tensors.ToList();
                var needed = parameters.Sum(parameter => parameter.numel());
                if (Given(vec).numel() != needed)
                {
                    throw new ArgumentException($"The vector has {vec.numel()} numbers; the parameters take {needed}.", nameof(vec));
                }

                long start = 0;
                foreach (var parameter in parameters)
                {
                    parameter.copy_(vec.narrow(0, start, parameter.numel()).view(parameter.shape));
                    start += parameter.numel();
                }
            }

            private static List<Tensor> Gradients(IEnumerable<Parameter> tensors) => [.. tensors.Select(tensor => tensor.grad!).Where(grad => grad is not null)];
        }
    }
}
