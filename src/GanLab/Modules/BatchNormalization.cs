using static TorchSharp.torch;

namespace GanLab.Modules;

/// <summary>Normalises each channel over the batch (Ioffe and Szegedy 2015), with PyTorch's names and defaults.</summary>
/// <remarks>
/// Unlike nn.BatchNorm2d it can normalise by the batch without touching its running statistics, which are part of a
/// player's state: the generator's must not change in a discriminator step, nor the discriminator's in a generator step.
/// </remarks>
public sealed class BatchNormalization : nn.Module<Tensor, Tensor>
{
    private const double Epsilon = 1e-5;
    private const double Momentum = 0.1;

    private readonly TorchSharp.Modules.Parameter weight;
    private readonly TorchSharp.Modules.Parameter bias;
    private readonly Tensor runningMean;
    private readonly Tensor runningVariance;
    private readonly Tensor batchesTracked;

    /// <param name="channels">Channels of the input, its second dimension.</param>
    public BatchNormalization(int channels)
        : base(nameof(BatchNormalization))
    {
        weight = nn.Parameter(ones(channels));
        bias = nn.Parameter(zeros(channels));
        runningMean = zeros(channels);
        runningVariance = ones(channels);
        batchesTracked = zeros([], ScalarType.Int64);
        register_parameter("weight", weight);
        register_parameter("bias", bias);
        register_buffer("running_mean", runningMean);
        register_buffer("running_var", runningVariance);
        register_buffer("num_batches_tracked", batchesTracked);
    }

    /// <summary>Whether a training pass updates the running statistics.</summary>
    public bool UpdatesStatistics { get; set; } = true;

    /// <summary>Normalises [N, C] or [N, C, H, W] by the batch in training and by the running statistics in evaluation.</summary>
    public override Tensor forward(Tensor input)
    {
        var (mean, variance) = (get_buffer("running_mean")!, get_buffer("running_var")!);
        if (!training)
        {
            return Normalize(input, mean, variance);
        }

        if (!UpdatesStatistics)
        {
            using var scratchMean = mean.clone();
            using var scratchVariance = variance.clone();
            return Normalize(input, scratchMean, scratchVariance);
        }

        using var counted = get_buffer("num_batches_tracked")!.add_((TorchSharp.Scalar)1);
        return Normalize(input, mean, variance);
    }

    private Tensor Normalize(Tensor input, Tensor mean, Tensor variance) => nn.functional.batch_norm(
        input, mean, variance, get_parameter("weight"), get_parameter("bias"), training, Momentum, Epsilon);
}
