using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public enum InterpolationMode
    {
        Nearest,
        Linear,
        Bilinear,
        Bicubic,
        Trilinear,
        Area,
        NearestExact,
    }

    public enum UpsampleMode
    {
        Nearest,
        Linear,
        Bilinear,
        Bicubic,
        Trilinear,
    }

    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Resizes images [N, C, H, W] to a size or by a factor.</summary>
            public static Tensor interpolate(
                Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest,
                bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                var target = TargetSize(Given(x), size, scale_factor);
                var factors = recompute_scale_factor || size is not null ? null : Doubled(scale_factor);
                var (down, across) = factors is null ? (Argument.None, Argument.None) : (factors[0], factors[1]);
                if (antialias)
                {
                    throw new NotImplementedException("This engine's interpolate has no antialias; average or blur before shrinking.");
                }

                return mode switch
                {
                    InterpolationMode.Nearest => Aten.upsample_nearest2d.Call(x, target, down, across),
                    InterpolationMode.NearestExact => Aten.nearest_exact2d.Call(x, target, down, across),
                    InterpolationMode.Bilinear => Aten.upsample_bilinear2d.Call(x, target, align_corners ?? false, down, across),
                    InterpolationMode.Bicubic => Aten.upsample_bicubic2d.Call(x, target, align_corners ?? false, down, across),
                    InterpolationMode.Area => Aten.adaptive_avg_pool2d.Call(x, target),
                    _ => throw new NotImplementedException($"This engine interpolates images; {mode} is for sequences or volumes."),
                };
            }

            public static Tensor upsample(
                Tensor input, long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest,
                bool align_corners = false) => interpolate(input, size, scale_factor, Same(mode), align_corners);

            internal static InterpolationMode Same(UpsampleMode mode) => Enum.Parse<InterpolationMode>(mode.ToString());

            private static long[] TargetSize(Tensor x, long[]? size, double[]? factors)
            {
                if (x.ndim != 4)
                {
                    throw new ArgumentException($"Images have the shape [N, C, H, W]; got [{string.Join(", ", x.shape)}].", nameof(x));
                }

                if (size is null == factors is null)
                {
                    throw new ArgumentException("Give either a size or a scale factor.", nameof(size));
                }

                var (height, width) = (x.shape[2], x.shape[3]);
                return size is not null
                    ? size.Length == 1 ? [size[0], size[0]] : size
                    : [(long)Math.Floor(height * Doubled(factors)![0]), (long)Math.Floor(width * Doubled(factors)![1])];
            }

            private static double[]? Doubled(double[]? factors) => factors is [var both] ? [both, both] : factors;
        }
    }
}
