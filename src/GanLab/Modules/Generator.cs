using GanLab.Configuration;
using static TorchSharp.torch;

namespace GanLab.Modules;

/// <summary>Turns latent vectors, and labels where it is conditional, into samples.</summary>
/// <param name="name">What the module is called in messages.</param>
/// <param name="latentSize">Numbers in one latent vector.</param>
/// <param name="shape">The shape of one sample.</param>
/// <param name="classes">Classes that a sample can be asked for; 0 for an unconditional generator.</param>
public abstract class Generator(string name, int latentSize, SampleShape shape, int classes)
    : nn.Module<Tensor, Tensor?, Tensor>(name)
{
    /// <summary>Numbers in one latent vector.</summary>
    public int LatentSize { get; } = latentSize;

    /// <summary>The shape of one sample.</summary>
    public SampleShape Shape { get; } = shape;

    /// <summary>Classes that a sample can be asked for; 0 for an unconditional generator.</summary>
    public int Classes { get; } = classes;

    /// <summary>Samples [N, C, H, W] from latents [N, LatentSize] and, if conditional, labels int64 [N] in [0, Classes).</summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or labels are missing or not wanted.</exception>
    public sealed override Tensor forward(Tensor latents, Tensor? labels)
    {
        Shapes.Require(latents, nameof(latents), -1, LatentSize);
        Shapes.RequireLabels(labels, latents.shape[0], Classes);
        return Generate(latents, labels);
    }

    /// <summary>What <see cref="forward"/> does once the shapes are known to fit.</summary>
    protected abstract Tensor Generate(Tensor latents, Tensor? labels);

    /// <summary>Wraps any TorchSharp module from [N, latentSize] to [N, C, H, W] as an unconditional generator, which then owns it.</summary>
    public static Generator From(nn.Module<Tensor, Tensor> module, int latentSize, SampleShape shape) => new Wrapped(module, latentSize, shape);

    private sealed class Wrapped : Generator
    {
        private readonly nn.Module<Tensor, Tensor> module;

        internal Wrapped(nn.Module<Tensor, Tensor> module, int latentSize, SampleShape shape)
            : base(nameof(Generator), latentSize, shape, classes: 0)
        {
            this.module = module;
            register_module("module", module);
        }

        protected override Tensor Generate(Tensor latents, Tensor? labels) => module.call(latents);
    }
}
