using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Optim;

/// <summary>Five steps of each optimizer against the published rule, in both precisions and both memory layouts.</summary>
public class OptimizerTests : EngineTest
{
    private const int Steps = 5;
    private static readonly long[] Shape = [2, 3, 2, 2];

    internal sealed record Case(string Name, Func<Parameter[], optim.Optimizer> Make, Func<ReferenceOptimizers.Update> Reference);

    private static readonly Case[] Cases =
    [
        new("Adam", p => optim.Adam(p, 0.1), () => ReferenceOptimizers.Adam(0.1, 0.9, 0.999, 1e-8, 0, false, false, false)),
        new("Adam with GAN betas and decay", p => optim.Adam(p, 0.1, 0.5, 0.9, 1e-6, 0.2), () => ReferenceOptimizers.Adam(0.1, 0.5, 0.9, 1e-6, 0.2, false, false, false)),
        new("AMSGrad", p => optim.Adam(p, 0.1, amsgrad: true), () => ReferenceOptimizers.Adam(0.1, 0.9, 0.999, 1e-8, 0, false, true, false)),
        new("Adam, maximizing", p => optim.Adam(p, 0.1, maximize: true), () => ReferenceOptimizers.Adam(0.1, 0.9, 0.999, 1e-8, 0, false, false, true)),
        new("AdamW", p => optim.AdamW(p, 0.1, weight_decay: 0.3), () => ReferenceOptimizers.Adam(0.1, 0.9, 0.999, 1e-8, 0.3, true, false, false)),
        new("AdamW, AMSGrad", p => optim.AdamW(p, 0.1, weight_decay: 0.3, amsgrad: true), () => ReferenceOptimizers.Adam(0.1, 0.9, 0.999, 1e-8, 0.3, true, true, false)),
        new("RMSprop", p => optim.RMSProp(p, 0.1, 0.9), () => ReferenceOptimizers.RMSProp(0.1, 0.9, 1e-8, 0, 0, false, false)),
        new("RMSprop with everything", p => optim.RMSProp(p, 0.1, 0.9, 1e-6, 0.1, 0.8, true, true), () => ReferenceOptimizers.RMSProp(0.1, 0.9, 1e-6, 0.1, 0.8, true, true)),
        new("SGD", p => optim.SGD(p, 0.1), () => ReferenceOptimizers.SGD(0.1, 0, 0, 0, false, false)),
        new("SGD with momentum", p => optim.SGD(p, 0.1, 0.9, 0.3, 0.1), () => ReferenceOptimizers.SGD(0.1, 0.9, 0.3, 0.1, false, false)),
        new("Nesterov, maximizing", p => optim.SGD(p, 0.1, 0.9, nesterov: true, maximize: true), () => ReferenceOptimizers.SGD(0.1, 0.9, 0, 0, true, true)),
    ];

    public static TheoryData<string> Names() => [.. Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Five_steps_follow_the_published_rule(string name) => FiveSteps(name, [(float64, 1e-12), (float32, 2e-6)]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Five_steps_with_the_numbers_on_the_device_follow_it_too(string name)
    {
        DeviceAdam.OnAnyDevice = true;
        try
        {
            FiveSteps(name, [(float32, 4e-6)]);
        }
        finally
        {
            DeviceAdam.OnAnyDevice = false;
        }
    }

    private static void FiveSteps(string name, (ScalarType Type, double Tolerance)[] types)
    {
        var example = Cases.Single(c => c.Name == name);
        foreach (var (type, tolerance) in types)
        {
            foreach (var (channelsLast, gradientToo) in ((bool, bool)[])[(false, false), (true, true), (true, false)])
            {
                var start = Numbers(0);
                var parameter = nn.Parameter(Laid(tensor(start, Shape).to(type), channelsLast));
                using var optimizer = example.Make([parameter]);
                var update = example.Reference();
                for (var t = 1; t <= Steps; t++)
                {
                    var gradient = Numbers(t);
                    parameter.grad = Laid(tensor(gradient, Shape).to(type), gradientToo);
                    optimizer.step();
                    update(start, gradient);
                }

                Near(parameter, tolerance, start);
            }
        }
    }

    [Fact]
    public void Large_parameters_are_updated_to_the_last_number()
    {
        // More than one chunk of the native loop, and no multiple of any vector width.
        const int Count = 50_001;
        var start = Enumerable.Range(0, Count).Select(i => Math.Sin(i)).ToArray();
        var gradient = Enumerable.Range(0, Count).Select(i => Math.Cos(3 * i)).ToArray();
        var parameter = nn.Parameter(tensor(start, float32));
        using var optimizer = optim.Adam([parameter], 0.1);
        var update = ReferenceOptimizers.Adam(0.1, 0.9, 0.999, 1e-8, 0, false, false, false);
        for (var t = 0; t < 2; t++)
        {
            parameter.grad = tensor(gradient, float32);
            optimizer.step();
            update(start, gradient);
        }

        Near(parameter, 2e-6, start);
    }

    [Fact]
    public void Parameters_without_a_gradient_stay()
    {
        var (with, without) = (nn.Parameter(Vector(1)), nn.Parameter(Vector(1)));
        using var optimizer = optim.SGD([("a", with), ("b", without)], 0.5);
        with.grad = Vector(1);
        optimizer.step();
        Same(with, 0.5);
        Same(without, 1);
    }

    [Fact]
    public void Gradients_are_zeroed_in_place_and_forget_their_history()
    {
        var (with, without) = (nn.Parameter(Vector(3)), nn.Parameter(Vector(1)));
        using var optimizer = optim.SGD([with, without], 0.5);
        with.pow((Scalar)3).sum().backward(create_graph: true);
        var gradient = with.grad!;
        Same(gradient, 27);
        optimizer.zero_grad();
        Same(gradient, 0);
        Assert.True(with.grad!.is_leaf);
        Assert.Null(without.grad);
    }

    [Fact]
    public void A_graph_that_saved_a_parameter_notices_that_Adam_has_changed_it()
    {
        var parameter = nn.Parameter(tensor(new[] { 1f, 2f }));
        var x = tensor(new[] { 3f, 4f }, requires_grad: true);
        using var optimizer = optim.Adam([parameter], 0.1);
        var product = (parameter * x).sum();
        product.backward(retain_graph: true);
        optimizer.step();
        Assert.Contains("modified by an inplace operation", Assert.ThrowsAny<Exception>(() => product.backward()).Message);
    }

    [Fact]
    public void RMSprop_keeps_room_for_momentum_and_mean_whether_or_not_it_uses_them()
    {
        var parameter = nn.Parameter(Vector(1, 2));
        using var optimizer = optim.RMSProp([parameter], 0.1);
        var state = Assert.IsType<RMSProp.State>(Assert.Single(optimizer.state_dict().State));
        Same(state.momentum_buffer, 0, 0);
        Same(state.grad_avg, 0, 0);
    }

    [Fact]
    public void Named_parameters_are_taken_like_plain_ones()
    {
        foreach (var make in (Func<(string, Parameter)[], optim.Optimizer>[])
            [p => optim.Adam(p, 0.1), p => optim.AdamW(p, 0.1, weight_decay: 0), p => optim.RMSProp(p, 0.1, 0.99)])
        {
            var parameter = nn.Parameter(Vector(1));
            parameter.grad = Vector(-2);
            using var optimizer = make([("w", parameter)]);
            optimizer.step();
            Assert.InRange(parameter.ToDouble(), 1.0999, 2.01);
        }
    }

    [Fact]
    public void The_state_is_live_and_in_the_order_of_the_parameters()
    {
        var (a, b) = (nn.Parameter(Vector(1, 2)), nn.Parameter(Vector(3)));
        using var optimizer = optim.Adam([a, b], 0.1);
        var states = optimizer.state_dict().State.Cast<Adam.State>().ToArray();
        (a.grad, b.grad) = (Vector(1, 2), Vector(4));
        optimizer.step();

        Assert.Equal([1, 1], states.Select(state => state.step));
        Same(states[0].exp_avg, 0.1, 0.2);
        Same(states[1].exp_avg_sq, 0.016);
        states[1].exp_avg.zero_();
        Same(((Adam.State)optimizer.state_dict().State[1]).exp_avg, 0);
        Assert.Equal([[0, 1]], optimizer.state_dict().StateIndexRef);
        Assert.Equal(0.1, optimizer.state_dict().Options[0].LearningRate);
    }

    [Fact]
    public void Groups_have_rates_of_their_own()
    {
        var (a, b) = (nn.Parameter(Vector(1)), nn.Parameter(Vector(1)));
        using var optimizer = optim.SGD([a], 0.1);
        optimizer.add_param_group(new ParamGroup { Parameters = [b], Options = new OptimizerOptions { LearningRate = 0.5 } });
        (a.grad, b.grad) = (Vector(1), Vector(1));
        optimizer.step();
        Same(a, 0.9);
        Same(b, 0.5);
        optimizer.ParamGroups.First().LearningRate = 0.2;
        optimizer.step();
        Same(a, 0.7);
        Assert.Equal(2, optimizer.parameters().Count());
    }

    [Fact]
    public void A_closure_computes_the_loss_of_the_step()
    {
        var parameter = nn.Parameter(Vector(3));
        using var optimizer = optim.SGD([parameter], 0.1);
        var loss = optimizer.step(() =>
        {
            var value = parameter.square().sum();
            value.backward();
            return value;
        });
        Same(loss!, 9);
        Same(parameter, 2.4);
    }

    [Fact]
    public void Settings_can_be_read_and_changed()
    {
        using var adam = optim.Adam([nn.Parameter(Vector(1))], 0.1, 0.5, 0.9);
        Assert.Equal((0.5, 0.9), adam.Betas);
        adam.Betas = (0, 0.99);
        Assert.Equal((0, 0.99), adam.Betas);
        using var sgd = optim.SGD([nn.Parameter(Vector(1))], 0.1, 0.5);
        sgd.Momentum = 0.7;
        Assert.Equal(0.7, sgd.Momentum);
    }

    [Theory]
    [InlineData(-1, 0.9)]
    [InlineData(0.1, 1)]
    public void Senseless_settings_are_refused(double rate, double beta) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => optim.Adam([nn.Parameter(Vector(1))], rate, beta));

    private static double[] Numbers(int t) => [.. Enumerable.Range(0, 24).Select(i => Math.Sin((1.7 * i) + t) * (1 + (0.1 * t)))];

    private static Tensor Laid(Tensor tensor, bool channelsLast) => channelsLast ? Backend.ToChannelsLast(tensor) : tensor;
}
