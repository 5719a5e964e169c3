using GanLab.Modules;
using static TorchSharp.torch;

namespace GanLab.Tests.Models;

/// <summary>What tests look at in a network.</summary>
internal static class Networks
{
    public static long Parameters(nn.Module network) => network.parameters().Sum(parameter => parameter.numel());

    /// <summary>The layers that are no containers, in the order of their names.</summary>
    public static nn.Module[] Layers(nn.Module network) =>
        [.. network.modules().Where(module => !module.children().Any() && module is not (Generator or Discriminator))];
}
