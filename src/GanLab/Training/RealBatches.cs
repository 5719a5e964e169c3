using GanLab.Acceleration;
using GanLab.Data;
using GanLab.Imaging;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>Takes batches from the loader to the device, pictures as bytes.</summary>
/// <param name="loader">Reads ahead; stays the caller's.</param>
/// <param name="dataset">Gives the shape.</param>
/// <param name="conditional">Whether labels go along.</param>
/// <param name="device">Where the tensors go.</param>
public sealed class RealBatches(BatchLoader loader, IDataset dataset, bool conditional, ComputeDevice device)
{
    /// <summary>The next batch; the caller's scope owns its tensors.</summary>
    public RealBatch Next()
    {
        using var scope = NewDisposeScope();
        using var batch = loader.Next();
        var shape = dataset.Shape;
        var samples = batch.Pixels is { } pixels
            ? PixelTensors.ToSamples(device.Send(tensor(pixels, [batch.Size, shape.Height, shape.Width, shape.Channels])))
            : device.Send(tensor(batch.Samples, [batch.Size, shape.Channels, shape.Height, shape.Width]));
        return new RealBatch(
            Layout.Optimize(samples).MoveToOuterDisposeScope(),
            conditional ? device.Send(tensor(batch.Labels)).MoveToOuterDisposeScope() : null);
    }
}
