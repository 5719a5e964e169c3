using static TorchSharp.torch;

namespace GanLab.Modules;

/// <summary>Holds a network still while the other player learns: no gradients for its weights, no new statistics.</summary>
/// <remarks>
/// Gradients still flow through it to its input. No gradient is computed that would be thrown away, and no tensor of the
/// network changes. Batch normalisation layers of TorchSharp's own, in a user's module, do go on counting batches.
/// </remarks>
public sealed class Freeze : IDisposable
{
    private readonly TorchSharp.Modules.Parameter[] parameters;
    private readonly ITracksStatistics[] trackers;

    /// <summary>Freezes <paramref name="network"/> until disposed.</summary>
    public Freeze(nn.Module network)
    {
        parameters = [.. network.parameters().Where(parameter => parameter.requires_grad)];
        trackers = [.. network.modules().Append(network).OfType<ITracksStatistics>().Where(layer => layer.UpdatesStatistics)];
        Set(learning: false);
    }

    /// <summary>Lets the network learn again.</summary>
    public void Dispose() => Set(learning: true);

    private void Set(bool learning)
    {
        foreach (var parameter in parameters)
        {
            parameter.requires_grad = learning;
        }

        foreach (var layer in trackers)
        {
            layer.UpdatesStatistics = learning;
        }
    }
}
