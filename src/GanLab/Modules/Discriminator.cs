using GanLab.Configuration;
using static TorchSharp.torch;

namespace GanLab.Modules;

/// <summary>Scores samples, with their labels where it is conditional: the higher, the more real. A critic is one too.</summary>
/// <param name="name">What the module is called in messages.</param>
/// <param name="shape">The shape of one sample.</param>
/// <param name="classes">Classes that a sample can claim to be of; 0 for an unconditional discriminator.</param>
public abstract class Discriminator(string name, SampleShape shape, int classes)
    : nn.Module<Tensor, Tensor?, Tensor>(name)
{
    /// <summary>The shape of one sample.</summary>
    public SampleShape Shape { get; } = shape;

    /// <summary>Classes that a sample can claim to be of; 0 for an unconditional discriminator.</summary>
    public int Classes { get; } = classes;

    /// <summary>Scores [N], as logits, of samples [N, C, H, W] in [-1, 1] and, if conditional, labels int64 [N] in [0, Classes).</summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or labels are missing or not wanted.</exception>
    public sealed override Tensor forward(Tensor samples, Tensor? labels)
    {
        Shapes.Require(samples, nameof(samples), -1, Shape.Channels, Shape.Height, Shape.Width);
        Shapes.RequireLabels(labels, samples.shape[0], Classes);
        return Score(samples, labels);
    }

    /// <summary>What <see cref="forward"/> does once the shapes are known to fit.</summary>
    protected abstract Tensor Score(Tensor samples, Tensor? labels);

    /// <summary>Wraps any TorchSharp module from [N, C, H, W] to N scores as an unconditional discriminator, which then owns it.</summary>
    public static Discriminator From(nn.Module<Tensor, Tensor> module, SampleShape shape) => new Wrapped(module, shape);

    private sealed class Wrapped : Discriminator
    {
        private readonly nn.Module<Tensor, Tensor> module;

        internal Wrapped(nn.Module<Tensor, Tensor> module, SampleShape shape)
            : base(nameof(Discriminator), shape, classes: 0)
        {
            this.module = module;
            register_module("module", module);
        }

        protected override Tensor Score(Tensor samples, Tensor? labels) => module.call(samples).reshape(samples.shape[0]);
    }
}
