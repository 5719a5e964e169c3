using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Surrounds images with zeros, a reflection or their border.</summary>
    public abstract class PadBase : ParameterLessModule<Tensor, Tensor>
    {
        private readonly long[] sides;
        private readonly PaddingModes mode;

        private protected PadBase(string name, PaddingModes mode, (long, long, long, long) sides)
            : base(name)
        {
            this.sides = [sides.Item1, sides.Item2, sides.Item3, sides.Item4];
            this.mode = mode;
        }

        public override Tensor forward(Tensor input) => nn.functional.pad(input, sides, mode);
    }

    public sealed class ZeroPad2d : PadBase
    {
        internal ZeroPad2d((long, long, long, long) sides)
            : base(nameof(ZeroPad2d), PaddingModes.Constant, sides)
        {
        }
    }

    public sealed class ReflectionPad2d : PadBase
    {
        internal ReflectionPad2d((long, long, long, long) sides)
            : base(nameof(ReflectionPad2d), PaddingModes.Reflect, sides)
        {
        }
    }

    public sealed class ReplicationPad2d : PadBase
    {
        internal ReplicationPad2d((long, long, long, long) sides)
            : base(nameof(ReplicationPad2d), PaddingModes.Replicate, sides)
        {
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.ZeroPad2d ZeroPad2d(long padding) => new((padding, padding, padding, padding));

            /// <param name="padding">Left, right, top, bottom.</param>
            public static Modules.ZeroPad2d ZeroPad2d((long, long, long, long) padding) => new(padding);

            public static Modules.ReflectionPad2d ReflectionPad2d(long padding) => new((padding, padding, padding, padding));

            /// <param name="padding">Left, right, top, bottom.</param>
            public static Modules.ReflectionPad2d ReflectionPad2d((long, long, long, long) padding) => new(padding);

            public static Modules.ReplicationPad2d ReplicationPad2d(long padding) => new((padding, padding, padding, padding));

            /// <param name="padding">Left, right, top, bottom.</param>
            public static Modules.ReplicationPad2d ReplicationPad2d((long, long, long, long) padding) => new(padding);
        }
    }
}
