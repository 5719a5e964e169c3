using GanLab.Acceleration;
using static TorchSharp.torch;

namespace GanLab.Modules;

/// <summary>Normalises each channel over the batch (Ioffe and Szegedy 2015), with PyTorch's names and defaults.</summary>
/// <remarks>
/// Unlike nn.BatchNorm2d it can normalise by the batch without touching its running statistics, which are part of a
/// player's state: the generator's must not change in a discriminator step, nor the discriminator's in a generator step.
/// </remarks>
public sealed class BatchNormalization : nn.Module<Tensor, Tensor>, ITracksStatistics
{
    private const double Epsilon = 1e-5;
    private const double Momentum = 0.1;

    /// <param name="channels">Channels of the input, its second dimension.</param>
    public BatchNormalization(int channels)
        : base(nameof(BatchNormalization))
    {
        register_parameter("weight", Learned(ones(channels)));
        register_parameter("bias", Learned(zeros(channels)));
        register_buffer("running_mean", zeros(channels).DetachFromDisposeScope());
        register_buffer("running_var", ones(channels).DetachFromDisposeScope());
        register_buffer("num_batches_tracked", zeros([], ScalarType.Int64).DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public bool UpdatesStatistics { get; set; } = true;

    // Looked up by name at each pass: moving a module to a device may put other tensors in their places.
    private Tensor RunningMean => get_buffer("running_mean")!;

    private Tensor RunningVariance => get_buffer("running_var")!;

    /// <summary>Normalises [N, C] or [N, C, H, W] by the batch in training and by the running statistics in evaluation.</summary>
    public override Tensor forward(Tensor input) => Rectified(input, negativeSlope: 1);

    /// <summary>The same with the rectifier that follows, in one operator.</summary>
    /// <param name="input">[N, C] or [N, C, H, W].</param>
    /// <param name="negativeSlope">Factor of what is negative once normalised: 0 for a ReLU, 1 for none.</param>
    internal Tensor Rectified(Tensor input, double negativeSlope)
    {
        var update = training && UpdatesStatistics;
        if (update)
        {
            _ = get_buffer("num_batches_tracked")!.add_((TorchSharp.Scalar)1);
        }

        return Normalization.BatchNorm(
            input, get_parameter("weight")!, get_parameter("bias")!, RunningMean, RunningVariance, training, update, Momentum,
            Epsilon, negativeSlope);
    }

    // The module owns its tensors, whatever scope it is made in.
    private static TorchSharp.Modules.Parameter Learned(Tensor start)
    {
        var parameter = nn.Parameter(start);
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
