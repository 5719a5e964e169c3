using static TorchSharp.torch;

namespace GanLab.Acceleration;

/// <summary>The order of image tensors in memory: channels innermost, where convolutions are fastest, if the engine can.</summary>
public static class Layout
{
    /// <summary>Lays a module's convolution weights out with the channels innermost, in place; the values stay the same.</summary>
    /// <remarks>Must come before an optimizer is made, which lays its state out like the weights.</remarks>
    public static void Optimize(nn.Module module)
    {
#if TORCH_ENGINE_SYSTEM
        foreach (var parameter in module.parameters())
        {
            LibTorch.Backend.MakeChannelsLast(parameter);
        }
#endif
    }

    /// <summary>The same images [N, C, H, W] in the preferred layout; another handle on them where they are in it already.</summary>
    public static Tensor Optimize(Tensor images) =>
#if TORCH_ENGINE_SYSTEM
        images.ndim == 4 ? LibTorch.Backend.ToChannelsLast(images) : images.alias();
#else
        images.contiguous();
#endif
}
