using GanLab.Configuration;
using GanLab.Formats;
using static TorchSharp.torch;

namespace GanLab.Checkpoints;

/// <summary>Makes the network that a file describes and fills it, unless the description lies.</summary>
internal static class SavedNetwork
{
    // A file of another model is told by its tensors that do not fit; one that lies, by asking for far more than it holds.
    private const int MostExcess = 16;

    /// <summary>The network; the caller disposes it.</summary>
    /// <param name="path">For messages.</param>
    /// <param name="tensors">What the file holds for it.</param>
    /// <param name="parameters">How many parameters the described network has, known before it is made.</param>
    /// <param name="create">Makes it.</param>
    /// <exception cref="CheckpointMismatchException">The description cannot be built, asks for far more than is there, or the
    /// tensors do not fit or are no numbers.</exception>
    internal static T Load<T>(string path, IReadOnlyDictionary<string, RawTensor> tensors, Func<long> parameters, Func<T> create)
        where T : nn.Module
    {
        var stored = tensors.Values.Sum(tensor => tensor.Shape.Aggregate(1L, (product, size) => product * size));
        T network;
        try
        {
            // Sizes that lie could ask for the whole memory, so they are held against what is there before anything is built.
            var described = parameters();
            if (described / MostExcess > stored)
            {
                throw CheckpointMismatchException.Impossible(
                    path, "state_dict", $"holds {stored} numbers, but the network that the file describes has {described} parameters");
            }

            network = create();
        }
        catch (ConfigException exception)
        {
            throw CheckpointMismatchException.Entry(path, "model", $"cannot be built: {exception.Message}");
        }

        try
        {
            var targets = network.state_dict();
            TensorMap.RequireFit(path, tensors, targets);
            TensorMap.RequireFinite(path, tensors, targets);
            TensorMap.Load(path, tensors, targets);
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
