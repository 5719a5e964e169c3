using GanLab.Acceleration;
using GanLab.Randomness;
using static TorchSharp.torch;

namespace GanLab.Modules;

/// <summary>A layer whose weight is divided by its largest singular value σ, so that it is 1-Lipschitz (Miyato et al. 2018).</summary>
/// <remarks>
/// σ is estimated by power iteration (their Algorithm 1): each training pass makes one iteration, a pass in evaluation or
/// under <see cref="Freeze"/> none. Gradients flow through σ = uᵀWv to W, with u and v held constant. Names and values are those
/// of torch.nn.utils.spectral_norm: the parameter weight_orig and the buffers weight_u and weight_v, for W as a matrix with a
/// row for each output. σ is computed in fp32 under autocast too. u and v start from fixed random directions.
/// </remarks>
public sealed class SpectralNormalization : nn.Module<Tensor, Tensor>, ITracksStatistics
{
    private readonly int outputDimension;
    private readonly Func<Tensor, Tensor, Tensor?, Tensor> layer;

    // Takes the start of a layer over, which is PyTorch's.
    private SpectralNormalization(Tensor weight, Tensor? bias, int outputDimension, Func<Tensor, Tensor, Tensor?, Tensor> layer)
        : base(nameof(SpectralNormalization))
    {
        (this.outputDimension, this.layer) = (outputDimension, layer);
        if (bias is not null)
        {
            register_parameter("bias", Learned(bias));
        }

        register_parameter("weight_orig", Learned(weight));
        var outputs = weight.shape[outputDimension];
        register_buffer("weight_u", Direction("u", outputs));
        register_buffer("weight_v", Direction("v", weight.numel() / outputs));
    }

    /// <inheritdoc/>
    public bool UpdatesStatistics { get; set; } = true;

    // Looked up by name at each pass: moving a module to a device may put other tensors in their places.
    private Tensor Weight => get_parameter("weight_orig")!;

    private Tensor U => get_buffer("weight_u")!;

    private Tensor V => get_buffer("weight_v")!;

    /// <summary>A fully connected layer from [N, inputs] to [N, outputs].</summary>
    public static SpectralNormalization Linear(long inputs, long outputs, bool bias = true)
    {
        using var layer = nn.Linear(inputs, outputs, bias);
        return new(layer.weight, layer.bias, 0, nn.functional.linear);
    }

    /// <summary>A convolution with a square kernel over [N, inputs, H, W].</summary>
    public static SpectralNormalization Convolution(long inputs, long outputs, long kernel, long stride = 1, long padding = 0, bool bias = true)
    {
        using var layer = nn.Conv2d(inputs, outputs, kernel, stride, padding, bias: bias);
        return new(layer.weight, layer.bias, 0, (input, weight, shift) =>
            nn.functional.conv2d(input, weight, shift, [stride, stride], [padding, padding]));
    }

    /// <summary>A transposed convolution with a square kernel over [N, inputs, H, W].</summary>
    public static SpectralNormalization TransposedConvolution(
        long inputs, long outputs, long kernel, long stride = 1, long padding = 0, bool bias = true)
    {
        using var layer = nn.ConvTranspose2d(inputs, outputs, kernel, stride, padding, bias: bias);
        return new(layer.weight, layer.bias, 1, (input, weight, shift) =>
            nn.functional.conv_transpose2d(input, weight, shift, [stride, stride], [padding, padding]));
    }

    /// <summary>What the layer makes of its input with the normalised weight.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return layer(input, NormalizedWeight(), get_parameter("bias")).MoveToOuterDisposeScope();
    }

    private Tensor NormalizedWeight()
    {
        using var fp32 = FullPrecision.On(Weight.device);
        var (weight, matrix) = (Weight, Matrix());
        var iterates = training && UpdatesStatistics;
        var v = iterates ? Normalized(matrix.detach().t().mv(U)) : Kept(InMemoryOrder(V).reshape(-1));
        var product = matrix.mv(v);
        var u = iterates ? Normalized(product.detach()) : Kept(U);
        if (iterates)
        {
            U.copy_(u);
            var target = InMemoryOrder(V);
            target.copy_(v.view(target.shape));
        }

        return weight * u.dot(product).reciprocal();
    }

    // [outputs, the rest], a view of the weight whichever way it lies in memory.
    private Tensor Matrix()
    {
        var weight = Weight;
        var ordered = outputDimension == 1 ? weight.permute(1, 0, 2, 3) : HasChannelsInnermost ? weight.permute(0, 2, 3, 1) : weight;
        return ordered.reshape(weight.shape[outputDimension], -1);
    }

    // weight_v is in the order of PyTorch's columns, [inputs, kernel, kernel].
    private Tensor InMemoryOrder(Tensor v)
    {
        var shape = Weight.shape;
        return HasChannelsInnermost ? v.view(shape[1], shape[2], shape[3]).permute(1, 2, 0) : v;
    }

    private bool HasChannelsInnermost => outputDimension == 0 && !Weight.is_contiguous();

    // What backward needs must be there unchanged, though the next iteration may come before it.
    private Tensor Kept(Tensor vector) => Weight.requires_grad ? vector.clone() : vector;

    private static Tensor Normalized(Tensor vector) => vector / vector.norm();

    private static Tensor Direction(string name, long length)
    {
        var values = new float[length];
        new RandomSource(0).Stream($"spectral normalization/{name}").FillNormal(values);
        using var vector = tensor(values);
        return Normalized(vector).DetachFromDisposeScope();
    }

    // The module owns its tensors, whatever scope it is made in.
    private static TorchSharp.Modules.Parameter Learned(Tensor start)
    {
        var parameter = nn.Parameter(start.detach().clone());
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
