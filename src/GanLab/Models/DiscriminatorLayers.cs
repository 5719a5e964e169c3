using GanLab.Configuration;
using GanLab.Modules;
using static TorchSharp.torch;

namespace GanLab.Models;

/// <summary>The layers of discriminators, spectrally normalised where that is asked for and plain otherwise.</summary>
/// <param name="normalization">What is asked for.</param>
internal readonly struct DiscriminatorLayers(DiscriminatorNormalization normalization)
{
    internal nn.Module<Tensor, Tensor> Linear(long inputs, long outputs, bool bias = true) =>
        normalization == DiscriminatorNormalization.Spectral
            ? SpectralNormalization.Linear(inputs, outputs, bias)
            : nn.Linear(inputs, outputs, bias);

    internal nn.Module<Tensor, Tensor> Convolution(long inputs, long outputs, long kernel, long stride = 1, long padding = 0, bool bias = true) =>
        normalization == DiscriminatorNormalization.Spectral
            ? SpectralNormalization.Convolution(inputs, outputs, kernel, stride, padding, bias)
            : nn.Conv2d(inputs, outputs, kernel, stride, padding, bias: bias);
}
