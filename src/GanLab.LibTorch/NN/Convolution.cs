using static TorchSharp.torch;

namespace TorchSharp
{
    public enum PaddingModes
    {
        Zeros,
        Reflect,
        Replicate,
        Circular,
        Constant,
    }

    public enum Padding
    {
        Valid,
        Same,
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Conv2d Conv2d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null,
                ScalarType? dtype = null) => new(
                    in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (padding, padding), (dilation, dilation),
                    padding_mode, groups, bias, device, dtype);

            public static Modules.Conv2d Conv2d(
                long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null,
                (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros,
                long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) => new(
                    in_channels, out_channels, kernel_size, stride ?? (1, 1), padding ?? (0, 0), dilation ?? (1, 1), padding_mode,
                    groups, bias, device, dtype);

            public static Modules.Conv2d Conv2d(
                long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null,
                ScalarType? dtype = null) => Conv2d(
                    in_channels, out_channels, (kernel_size, kernel_size), padding, (stride, stride), (dilation, dilation), padding_mode,
                    groups, bias, device, dtype);

            /// <exception cref="ArgumentException">The same size cannot be kept: the stride is not 1, or one side would need more than the other.</exception>
            public static Modules.Conv2d Conv2d(
                long in_channels, long out_channels, (long, long) kernel_size, Padding padding, (long, long)? stride = null,
                (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null)
            {
                var (s, d) = (stride ?? (1, 1), dilation ?? (1, 1));
                var around = padding == Padding.Valid
                    ? (0, 0)
                    : (PaddingToKeep(kernel_size.Item1, s.Item1, d.Item1), PaddingToKeep(kernel_size.Item2, s.Item2, d.Item2));
                return new(in_channels, out_channels, kernel_size, s, around, d, padding_mode, groups, bias, device, dtype);
            }

            private static long PaddingToKeep(long kernel, long stride, long dilation)
            {
                var both = dilation * (kernel - 1);
                return stride == 1 && both % 2 == 0
                    ? both / 2
                    : throw new ArgumentException(
                        $"This engine keeps the size with stride 1 and an even dilation * (kernel - 1) only; got kernel {kernel}, stride {stride}, "
                        + $"dilation {dilation}. Give the padding as a number.");
            }

            public static Modules.ConvTranspose2d ConvTranspose2d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0,
                long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null) => new(
                    in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (padding, padding),
                    (output_padding, output_padding), (dilation, dilation), padding_mode, groups, bias, device, dtype);

            public static Modules.ConvTranspose2d ConvTranspose2d(
                long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null,
                (long, long)? padding = null, (long, long)? output_padding = null, (long, long)? dilation = null,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null,
                ScalarType? dtype = null) => new(
                    in_channels, out_channels, kernel_size, stride ?? (1, 1), padding ?? (0, 0), output_padding ?? (0, 0),
                    dilation ?? (1, 1), padding_mode, groups, bias, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>What convolutions and transposed convolutions share: geometry, weight and bias.</summary>
    public abstract class Convolution : nn.Module<Tensor, Tensor>
    {
        private protected Convolution(
            string name, long in_channels, long out_channels, long[] weightShape, long[] stride, long[] padding, long[] dilation,
            PaddingModes padding_mode, long groups, bool bias, bool transposed, Device? device, ScalarType? dtype)
            : base(name)
        {
            if (groups < 1 || in_channels % groups != 0 || out_channels % groups != 0)
            {
                throw new ArgumentException($"{groups} groups do not divide {in_channels} input and {out_channels} output channels.", nameof(groups));
            }

            (this.in_channels, this.out_channels, this.groups, this.transposed) = (in_channels, out_channels, groups, transposed);
            (this.stride, this.padding, this.dilation, this.padding_mode) = (stride, padding, dilation, padding_mode);
            kernel_size = weightShape[2..];
            weight = new Parameter(empty(weightShape, dtype, device));
            this.bias = bias ? new Parameter(empty(out_channels, dtype, device)) : null;
            nn.init.ResetLikePyTorch(weight, this.bias);
        }

        private protected static long[] Pair((long, long) values) => [values.Item1, values.Item2];

        public long in_channels { get; }

        public long out_channels { get; }

        public long groups { get; set; }

        public bool transposed { get; }

        public long[] kernel_size { get; set; }

        public long[] stride { get; set; }

        public long[] padding { get; }

        public long[] dilation { get; set; }

        public long[] output_padding { get; set; } = [0, 0];

        public PaddingModes padding_mode { get; set; }

        public Parameter weight { get; set => field = Replace(field, value); }

        public Parameter? bias { get; set => field = Replace(field, value); }
    }

    public sealed class Conv2d : Convolution
    {
        internal Conv2d(
            long inputs, long outputs, (long, long) kernel, (long, long) stride, (long, long) padding, (long, long) dilation,
            PaddingModes mode, long groups, bool bias, Device? device, ScalarType? dtype)
            : base(
                nameof(Conv2d), inputs, outputs, [outputs, inputs / Math.Max(1, groups), kernel.Item1, kernel.Item2], Pair(stride), Pair(padding),
                Pair(dilation), mode, groups, bias, transposed: false, device, dtype)
        {
        }

        public override Tensor forward(Tensor input)
        {
            if (padding_mode == PaddingModes.Zeros)
            {
                return nn.functional.conv2d(input, weight, bias, stride, padding, dilation, groups);
            }

            using var padded = nn.functional.pad(input, [padding[1], padding[1], padding[0], padding[0]], padding_mode);
            return nn.functional.conv2d(padded, weight, bias, stride, [0, 0], dilation, groups);
        }
    }

    public sealed class ConvTranspose2d : Convolution
    {
        internal ConvTranspose2d(
            long inputs, long outputs, (long, long) kernel, (long, long) stride, (long, long) padding, (long, long) outputPadding,
            (long, long) dilation, PaddingModes mode, long groups, bool bias, Device? device, ScalarType? dtype)
            : base(
                nameof(ConvTranspose2d), inputs, outputs, [inputs, outputs / Math.Max(1, groups), kernel.Item1, kernel.Item2], Pair(stride),
                Pair(padding), Pair(dilation), mode, groups, bias, transposed: true, device, dtype)
        {
            if (mode != PaddingModes.Zeros)
            {
                throw new ArgumentException($"A transposed convolution pads with zeros only, not {mode}.", nameof(mode));
            }

            output_padding = Pair(outputPadding);
        }

        public override Tensor forward(Tensor input) =>
            nn.functional.conv_transpose2d(input, weight, bias, stride, padding, output_padding, dilation, groups);
    }
}
