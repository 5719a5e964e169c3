using GanLab.Acceleration;
using GanLab.Modules;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Modules;

public class SpectralNormalizationTests
{
    public static TheoryData<string> Kinds() => ["linear", "convolution", "transposed convolution"];

    private static SpectralNormalization Layer(string kind) => kind switch
    {
        "linear" => SpectralNormalization.Linear(6, 4),
        "convolution" => SpectralNormalization.Convolution(3, 4, kernel: 3, padding: 1),
        _ => SpectralNormalization.TransposedConvolution(3, 4, kernel: 4, stride: 2, padding: 1),
    };

    private static Tensor Input(string kind) => kind == "linear" ? Some.Normal(7, 5, 6) : Some.Normal(7, 2, 3, 5, 5);

    // A row for each output, as the paper has it.
    private static Tensor Matrix(string kind, Tensor weight) =>
        (kind == "transposed convolution" ? weight.transpose(0, 1) : weight).flatten(1).detach();

    private static double LargestSingularValue(Tensor matrix) => linalg.svdvals(matrix.to(ScalarType.Float64)).max().item<double>();

    // What the layer multiplies by, read off its answers: the identity in, the weight out.
    private static Tensor EffectiveWeight(SpectralNormalization linear, long inputs)
    {
        var bias = linear.call(zeros(1, inputs));
        return (linear.call(eye(inputs)) - bias).t().detach();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void After_some_passes_the_estimate_is_the_largest_singular_value(string kind)
    {
        using var scope = NewDisposeScope();
        using var layer = Layer(kind);
        for (var i = 0; i < 200; i++)
        {
            layer.call(Input(kind));
        }

        var matrix = Matrix(kind, layer.get_parameter("weight_orig")!);
        var estimate = layer.get_buffer("weight_u")!.dot(matrix.mv(layer.get_buffer("weight_v")!)).item<float>();

        Assert.Equal(LargestSingularValue(matrix), estimate, 1e-5);
        Assert.Equal(1, layer.get_buffer("weight_u")!.norm().item<float>(), 1e-6);
        Assert.Equal(1, layer.get_buffer("weight_v")!.norm().item<float>(), 1e-6);
    }

    [Fact]
    public void The_weight_in_use_has_norm_one()
    {
        using var scope = NewDisposeScope();
        using var layer = Layer("linear");
        for (var i = 0; i < 200; i++)
        {
            layer.call(Input("linear"));
        }

        layer.eval();

        Assert.Equal(1, LargestSingularValue(EffectiveWeight(layer, 6)), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_training_pass_makes_one_iteration_and_only_that_changes_the_vectors(string kind)
    {
        using var scope = NewDisposeScope();
        using var layer = Layer(kind);
        var matrix = Matrix(kind, layer.get_parameter("weight_orig")!).to(ScalarType.Float64);
        var v = matrix.t().mv(layer.get_buffer("weight_u")!.to(ScalarType.Float64));
        var u = matrix.mv(v / v.norm());

        layer.call(Input(kind));

        Nearly.Equal("v", v / v.norm(), layer.get_buffer("weight_v")!, 1e-6);
        Nearly.Equal("u", u / u.norm(), layer.get_buffer("weight_u")!, 1e-6);
        var before = new Snapshot(layer.state_dict());
        using (new Freeze(layer))
        {
            layer.call(Input(kind));
        }

        layer.eval();
        layer.call(Input(kind));
        Assert.Empty(before.DifferencesTo(new Snapshot(layer.state_dict())));
    }

    [Fact]
    public void A_pass_under_Freeze_gives_what_evaluation_gives()
    {
        using var scope = NewDisposeScope();
        using var layer = Layer("convolution");
        layer.call(Input("convolution"));
        using var still = new Freeze(layer);

        var frozen = layer.call(Input("convolution"));
        layer.eval();

        Assert.Equal(Values(layer.call(Input("convolution"))), Values(frozen));
    }

    /// <summary>Two passes through one graph, as a discriminator update makes them.</summary>
    [Fact]
    public void The_layout_of_the_weight_changes_no_result()
    {
        using var scope = NewDisposeScope();
        using var layer = Layer("convolution");
        using var reference = Layer("convolution");
        reference.load_state_dict(layer.state_dict());
        Layout.Optimize(layer);

        (layer.call(Input("convolution")) - layer.call(Input("convolution").tanh())).square().sum().backward();
        (reference.call(Input("convolution")) - reference.call(Input("convolution").tanh())).square().sum().backward();

        foreach (var (name, expected) in reference.state_dict())
        {
            Nearly.Equal(name, expected, layer.state_dict()[name], 1e-6);
        }

        Nearly.Equal("gradient", reference.get_parameter("weight_orig")!.grad!, layer.get_parameter("weight_orig")!.grad!, 1e-5);
    }

#if TORCH_ENGINE_SYSTEM
    [Fact]
    public void Under_autocast_the_estimate_is_the_one_in_fp32()
    {
        using var scope = NewDisposeScope();
        using var layer = Layer("linear");
        using var exact = Layer("linear");
        exact.load_state_dict(layer.state_dict());
        var expected = exact.call(Input("linear"));

        Tensor output;
        using (ComputeDevice.Open("cpu", GanLab.Configuration.Precision.Bf16, threads: 1).Autocast())
        {
            output = layer.call(Input("linear"));
        }

        Assert.NotEqual(Values(expected), Values(output.to(ScalarType.Float32)));
        Assert.Empty(new Snapshot(exact.state_dict()).DifferencesTo(new Snapshot(layer.state_dict())));
    }
#endif

    private static float[] Values(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();
}
