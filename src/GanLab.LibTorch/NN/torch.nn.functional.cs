using System.Runtime.CompilerServices;
using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public enum Reduction
        {
            None,
            Mean,
            Sum,
        }

        public static partial class functional
        {
            public static Tensor relu(Tensor x, bool inplace = false) => (inplace ? Aten.relu_ : Aten.relu).Call(x);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                (inplace ? Aten.leaky_relu_ : Aten.leaky_relu).Call(input, negative_slope);

            public static Tensor tanh(Tensor x, bool inplace = false) => (inplace ? Aten.tanh_ : Aten.tanh).Call(x);

            public static Tensor sigmoid(Tensor x, bool inplace) => (inplace ? Aten.sigmoid_ : Aten.sigmoid).Call(x);

            public static Tensor sigmoid(Tensor x) => Aten.sigmoid.Call(x);

            public static Tensor silu(Tensor x, bool inplace = false) =>
                (inplace ? Aten.silu_ : Aten.silu).Call(x);

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) =>
                Aten.softplus.Call(x, (Scalar)beta, (Scalar)threshold);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Aten.softmax.Call(input, dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => Aten.log_softmax.Call(x, dim, Argument.None);

            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                (inplace ? Aten.dropout_ : Aten.dropout).Call(input, p, training);

            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null)
            {
                ArgumentNullException.ThrowIfNull(input);
                ArgumentNullException.ThrowIfNull(weights);
                var status = NativeMethods.gl_linear(input.Handle, weights.Handle, bias?.Handle ?? 0, out var result);
                GC.KeepAlive(bias);
                NativeError.Check(status, "aten::linear", input, weights);
                return new Tensor(result);
            }

            public static unsafe Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? dilation = null, long groups = 1)
            {
                ArgumentNullException.ThrowIfNull(input);
                ArgumentNullException.ThrowIfNull(weight);
                nint result;
                int status;
                fixed (long* stride = Two(strides, 1), pad = Two(padding, 0), spread = Two(dilation, 1))
                {
                    status = NativeMethods.gl_conv2d(
                        input.Handle, weight.Handle, bias?.Handle ?? 0, stride, pad, spread, groups, out result);
                }

                GC.KeepAlive(bias);
                NativeError.Check(status, "aten::conv2d", input, weight);
                return new Tensor(result);
            }

            public static unsafe Tensor conv_transpose2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? output_padding = null, long[]? dilation = null, long groups = 1)
            {
                ArgumentNullException.ThrowIfNull(input);
                ArgumentNullException.ThrowIfNull(weight);
                nint result;
                int status;
                fixed (long* stride = Two(strides, 1), pad = Two(padding, 0), extra = Two(output_padding, 0), spread = Two(dilation, 1))
                {
                    status = NativeMethods.gl_conv_transpose2d(
                        input.Handle, weight.Handle, bias?.Handle ?? 0, stride, pad, extra, spread, groups, out result);
                }

                GC.KeepAlive(bias);
                NativeError.Check(status, "aten::conv_transpose2d", input, weight);
                return new Tensor(result);
            }

            // The shim reads two numbers of each; one number stands for both, as in libtorch.
            private static long[] Two(long[]? values, long otherwise, [CallerArgumentExpression(nameof(values))] string? name = null) =>
                values switch
                {
                    null => [otherwise, otherwise],
                    [var both] => [both, both],
                    [_, _] => values,
                    _ => throw new ArgumentException($"Two numbers are needed, for height and width; got {values.Length}.", name),
                };

            public static Tensor batch_norm(
                Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null,
                bool training = false, double momentum = 0.1, double eps = 1e-05) =>
                Aten.batch_norm.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);

            public static Tensor layer_norm(
                Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05) =>
                Aten.layer_norm.Call(input, normalized_shape, weight, bias, eps);

            public static Tensor one_hot(Tensor x, long num_classes = -1) => Aten.one_hot.Call(x, num_classes);
        }
    }
}
