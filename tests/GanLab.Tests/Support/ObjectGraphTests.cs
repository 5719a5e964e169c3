using GanLab.Configuration;
using GanLab.Optimizers;
using GanLab.Training;
using static TorchSharp.torch;
using Discriminator = GanLab.Modules.Discriminator;

namespace GanLab.Tests.Support;

/// <summary>The walk that the tests of resuming lean on finds what somebody forgot to save.</summary>
public sealed class ObjectGraphTests : IDisposable
{
    private static readonly SampleShape Shape = new(2, 1, 1);
    private static readonly Dictionary<string, string> NoExemptions = [];

    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    // Forgets to register what it changes at each pass.
    private sealed class Forgetful(string name) : nn.Module<Tensor, Tensor>(name)
    {
        private readonly Tensor hiddenTensor = zeros(2);
        private int hiddenCounter;

        public override Tensor forward(Tensor input)
        {
            hiddenTensor.add_(ones(2));
            return input * ++hiddenCounter;
        }
    }

    private static TrainingState State(int passes)
    {
        var forgetful = new Forgetful("forgetful");
        for (var i = 0; i < passes; i++)
        {
            forgetful.call(ones(1));
        }

        var generator = Generator.From(nn.Sequential(Ones(2), forgetful), 2, Shape);
        var discriminator = Discriminator.From(nn.Sequential(nn.Flatten(), Ones(1)), Shape);
        return new TrainingState(
            generator, discriminator, Generator.From(nn.Sequential(nn.Identity()), 2, Shape),
            OptimizerCatalog.Create(new(), generator), OptimizerCatalog.Create(new(), discriminator));
    }

    private static TorchSharp.Modules.Linear Ones(int outputs)
    {
        using var recordNothing = no_grad();
        var layer = nn.Linear(2, outputs, hasBias: false);
        layer.weight.fill_(1);
        return layer;
    }

    [Fact]
    public void A_tensor_that_is_not_registered_is_met()
    {
        using var state = State(passes: 0);
        var saved = state.Tensors().Values.ToHashSet<object>(ReferenceEqualityComparer.Instance);

        var unsaved = ObjectGraph.Of(state, NoExemptions).Tensors.Where(met => !saved.Contains(met.Tensor)).Select(met => met.Path);

        Assert.EndsWith(".hiddenTensor", Assert.Single(unsaved));
    }

    [Fact]
    public void A_counter_and_a_tensor_that_differ_are_named_with_both_values()
    {
        using Pair states = new(State(passes: 1), State(passes: 3));

        var differences = ObjectGraph.Of(states.First, NoExemptions).DifferencesTo(ObjectGraph.Of(states.Second, NoExemptions));

        Assert.Equal(2, differences.Count);
        Assert.Contains(differences, difference => difference.EndsWith(".hiddenCounter: 1 | 3", StringComparison.Ordinal));
        Assert.Contains(differences, difference => difference.Contains(".hiddenTensor: Float32 [2] ", StringComparison.Ordinal));
    }

    [Fact]
    public void Graphs_of_equal_states_are_equal()
    {
        using Pair states = new(State(passes: 2), State(passes: 2));

        Assert.Empty(ObjectGraph.Of(states.First, NoExemptions).DifferencesTo(ObjectGraph.Of(states.Second, NoExemptions)));
    }

    [Fact]
    public void What_an_optimizer_keeps_is_met()
    {
        using Pair states = new(State(0), State(0));
        foreach (var state in new[] { states.First, states.Second })
        {
            state.Generator.call(ones(1, 2), null).sum().backward();
        }

        states.Second.GeneratorOptimizer.step();

        var differences = ObjectGraph.Of(states.First, NoExemptions).DifferencesTo(ObjectGraph.Of(states.Second, NoExemptions));

        Assert.Contains(differences, difference => difference.Contains("step", StringComparison.Ordinal));
        Assert.Contains(differences, difference => difference.Contains("exp_avg_sq", StringComparison.Ordinal));
    }

    [Fact]
    public void A_field_that_is_exempt_is_passed_over_and_no_other()
    {
        var exempt = new Dictionary<string, string> { ["Forgetful.hiddenCounter"] = "a test" };
        using Pair states = new(State(passes: 1), State(passes: 3));

        var differences = ObjectGraph.Of(states.First, exempt).DifferencesTo(ObjectGraph.Of(states.Second, exempt));

        Assert.Contains(".hiddenTensor", Assert.Single(differences));
    }

    [Fact]
    public void Who_shares_an_object_with_whom_is_part_of_the_graph()
    {
        int[] shared = [1];

        var differences = ObjectGraph.Of(new { A = shared, B = shared }, NoExemptions)
            .DifferencesTo(ObjectGraph.Of(new { A = shared, B = new[] { 1 } }, NoExemptions));

        Assert.StartsWith(".B: as .A", Assert.Single(differences));
    }

    private sealed record Pair(TrainingState First, TrainingState Second) : IDisposable
    {
        public void Dispose()
        {
            First.Dispose();
            Second.Dispose();
        }
    }
}
