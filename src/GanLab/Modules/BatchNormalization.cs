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
    public override Tensor forward(Tensor input)
    {
        if (!training)
        {
            return Normalize(input, RunningMean, RunningVariance);
        }

        if (!UpdatesStatistics)
        {
            using var scratchMean = RunningMean.clone();
            using var scratchVariance = RunningVariance.clone();
            return Normalize(input, scratchMean, scratchVariance);
        }

        _ = get_buffer("num_batches_tracked")!.add_((TorchSharp.Scalar)1);
        return Normalize(input, RunningMean, RunningVariance);
    }

    // The module owns its tensors, whatever scope it is made in.
    private static TorchSharp.Modules.Parameter Learned(Tensor start)
    {
        var parameter = nn.Parameter(start);
        parameter.DetachFromDisposeScope();
        return parameter;
    }

    private Tensor Normalize(Tensor input, Tensor mean, Tensor variance) => nn.functional.batch_norm(
        input, mean, variance, get_parameter("weight"), get_parameter("bias"), training, Momentum, Epsilon);
}
