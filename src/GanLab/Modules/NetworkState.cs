using static TorchSharp.torch;

namespace GanLab.Modules;

/// <summary>The parameters and buffers of a network, under PyTorch's names.</summary>
internal sealed class NetworkState(nn.Module network) : IStateful
{
    /// <inheritdoc/>
    public IEnumerable<(string Name, Tensor Tensor)> Tensors() => network.state_dict().Select(pair => (pair.Key, pair.Value));
}
