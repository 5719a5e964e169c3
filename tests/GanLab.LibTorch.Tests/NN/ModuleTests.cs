using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanLab.LibTorch.Tests.NN;

/// <summary>Modules: names, states, modes, hooks and containers.</summary>
public class ModuleTests : EngineTest
{
    private sealed class Net : Module<Tensor, Tensor>
    {
        private readonly Linear first = Linear(2, 3);
        private readonly BatchNorm1d norm = BatchNorm1d(3);

        public Net()
            : base(nameof(Net)) => RegisterComponents();

        public override Tensor forward(Tensor input) => norm.call(first.call(input));
    }

    [Fact]
    public void Fields_are_registered_by_name_in_order()
    {
        using var net = new Net();
        Assert.Equal(["first.weight", "first.bias", "norm.weight", "norm.bias"], net.named_parameters().Select(p => p.name));
        Assert.Equal(["norm.running_mean", "norm.running_var", "norm.num_batches_tracked"], net.named_buffers().Select(b => b.name));
        Assert.Equal(["first", "norm"], net.named_children().Select(c => c.name));
        Assert.Equal(
            ["first.weight", "first.bias", "norm.weight", "norm.bias", "norm.running_mean", "norm.running_var", "norm.num_batches_tracked"],
            net.state_dict().Keys);
        Assert.True(net.has_parameter("norm.bias") && net.has_buffer("norm.running_var") && !net.has_parameter("norm.gamma"));
        Assert.Same(net.parameters().First(), net.get_parameter("first.weight"));
        Assert.NotNull(net.get_buffer("norm.running_mean"));
    }

    [Fact]
    public void A_state_copies_into_another_module_and_misfits_are_named()
    {
        using var source = new Net();
        using var target = new Net();
        target.load_state_dict(source.state_dict());
        var x = randn(4, 2);
        Assert.Equal(Doubles(source.call(x)), Doubles(target.call(x)));

        var cut = source.state_dict();
        cut.Remove("first.bias");
        cut["extra"] = ones(1);
        var message = Assert.Throws<InvalidOperationException>(() => target.load_state_dict(cut)).Message;
        Assert.Contains("first.bias", message);
        Assert.Contains("extra", message);
        var (missing, unexpected) = target.load_state_dict(cut, strict: false);
        Assert.Equal(["first.bias"], missing);
        Assert.Equal(["extra"], unexpected);
    }

    [Fact]
    public void A_state_of_another_shape_is_refused_whole()
    {
        using var net = new Net();
        var before = Doubles(net.get_parameter("first.weight")!);
        var state = net.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value + 1);
        state["norm.bias"] = ones(1);
        Assert.Contains("'norm.bias' has the shape [3]", Assert.Throws<InvalidOperationException>(() => net.load_state_dict(state)).Message);
        Assert.Equal(before, Doubles(net.get_parameter("first.weight")!));
    }

    [Fact]
    public void Training_and_evaluation_reach_all_children()
    {
        using var net = new Net();
        net.eval();
        Assert.All(net.modules(), module => Assert.False(module.training));
        net.train();
        Assert.All(net.modules(), module => Assert.True(module.training));
        var visited = new List<string>();
        net.apply(module => visited.Add(module.GetName()));
        Assert.Equal(["Linear", "BatchNorm1d", "Net"], visited);
    }

    [Fact]
    public void Gradients_are_dropped_or_zeroed()
    {
        using var net = new Net();
        net.call(randn(4, 2)).square().sum().backward();
        net.zero_grad(set_to_none: false);
        Assert.All(net.parameters(), parameter => Assert.All(Doubles(parameter.grad!), v => Assert.Equal(0, v)));
        net.zero_grad();
        Assert.All(net.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void Converting_keeps_identity_and_leaves_counts_whole()
    {
        using var net = new Net();
        var weight = net.get_parameter("first.weight")!;
        net.to(float64);
        Assert.Equal((float64, float64), (weight.dtype, net.get_buffer("norm.running_var")!.dtype));
        Assert.Equal(int64, net.get_buffer("norm.num_batches_tracked")!.dtype);
        Assert.True(weight.is_leaf && weight.requires_grad);
        Assert.Equal(float32, net.@float().get_parameter("first.bias")!.dtype);
        Assert.Equal(float64, net.@double().get_parameter("first.bias")!.dtype);
        Assert.Equal(DeviceType.CPU, net.cpu().to("cpu").to(CPU).to(DeviceType.CPU).to(CPU, float32).parameters().First().device_type);
    }

    [Fact]
    public void A_sequence_applies_its_stages_in_turn()
    {
        var doubled = Linear(Parameter(Vector(2).view(1, 1)));
        using var all = Sequential(("twice", doubled), ("act", ReLU()));
        Same(all.call(Vector(3)), 6);
        Same(all.call(Vector(-3)), 0);
        Assert.Equal(["twice", "act"], all.named_children().Select(c => c.name));
        Assert.Equal(2, all.Count);
        Assert.Same(doubled, all[0]);
        Same(all[..1].call(Vector(-3)), -6);
        Same(Sequential().append(doubled).append("again", doubled).call(Vector(1)), 4);
        Same(Sequential().call(Vector(1)), 1);
        Same(Sequential((IEnumerable<Module<Tensor, Tensor>>)[ReLU(), ReLU()]).call(Vector(-1)), 0);
        Same(Sequential((IEnumerable<(string, Module<Tensor, Tensor>)>)[("a", ReLU())]).call(Vector(-1)), 0);
        Assert.Equal(["0", "1"], Sequential(ReLU(), ReLU()).named_children().Select(c => c.name));
    }

    private sealed class Unchanged() : Module<Tensor, Tensor>(nameof(Unchanged))
    {
        public override Tensor forward(Tensor input) => input;
    }

    [Fact]
    public void A_stage_may_hand_its_input_on() => Same(Sequential(ReLU(), new Unchanged(), new Unchanged()).call(Vector(3)), 3);

    [Fact]
    public void Hooks_see_and_replace_what_goes_in_and_out()
    {
        var module = ReLU();
        var before = module.register_forward_pre_hook((_, input) => input + 1);
        var after = module.register_forward_hook((_, _, output) => output * 10);
        Same(module.call(Vector(2)), 30);
        Same(module.forward(Vector(2)), 2);
        before.remove();
        Same(module.call(Vector(2)), 20);
        after.remove();
        Same(module.call(Vector(2)), 2);
        var loss = MSELoss();
        loss.register_forward_pre_hook((_, input, target) => (input, target + 1));
        loss.register_forward_hook((_, _, _, output) => output + 100);
        Same(loss.call(Vector(2), Vector(1)), 100);
    }

    [Fact]
    public void Lists_and_dictionaries_register_what_they_hold()
    {
        var list = ModuleList<Linear>(Linear(1, 1), Linear(1, 1));
        list.append(Linear(1, 2));
        list.Insert(0, Linear(2, 1));
        Assert.Equal(["0.weight", "0.bias", "1.weight"], list.named_parameters().Select(p => p.name).Take(3));
        Assert.Equal([1, 2], list[0].weight.shape);
        list.RemoveAt(0);
        Assert.Equal((3, 6), (list.Count, list.parameters().Count()));
        Assert.Equal(2, ModuleList(ReLU(), (Module)Linear(1, 1)).Count);

        var dictionary = ModuleDict<Linear>(("a", Linear(1, 1)), ("b", Linear(1, 1)));
        Assert.Equal(["a.weight", "a.bias", "b.weight", "b.bias"], dictionary.named_parameters().Select(p => p.name));
        Assert.True(dictionary.Remove("a") && dictionary.ContainsKey("b"));
        Assert.Equal(["b"], dictionary.named_children().Select(c => c.name));
        Assert.Equal(1, ModuleDict(("x", (Module)ReLU())).Count);
    }

    [Fact]
    public void A_name_is_taken_once() =>
        Assert.Contains("'twice'", Assert.Throws<InvalidOperationException>(() => Sequential(("twice", ReLU()), ("twice", ReLU()))).Message);
}
