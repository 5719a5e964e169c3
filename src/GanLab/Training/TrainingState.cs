using GanLab.Modules;
using GanLab.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>Everything that must survive: what a checkpoint holds, and all that a resumed run needs to go on as if it had never stopped.</summary>
/// <remarks>
/// Random streams and the order of the data need no state of their own: they follow from the seed and the step. The state
/// owns the networks and optimizers given to it.
/// </remarks>
public sealed class TrainingState : IDisposable
{
    private const string RetriesCounter = "retries";

    private readonly OptimizerMemory generatorMemory;
    private readonly OptimizerMemory discriminatorMemory;

    /// <param name="generator">The generator that learns.</param>
    /// <param name="discriminator">The discriminator, or critic.</param>
    /// <param name="average">A generator of the same architecture that holds the averaged weights.</param>
    /// <param name="generatorOptimizer">Over the generator's parameters.</param>
    /// <param name="discriminatorOptimizer">Over the discriminator's parameters.</param>
    public TrainingState(
        Generator generator, Discriminator discriminator, Generator average, OptimizerHelper generatorOptimizer,
        OptimizerHelper discriminatorOptimizer)
    {
        (Generator, Discriminator, Average) = (generator, discriminator, average);
        (GeneratorOptimizer, DiscriminatorOptimizer) = (generatorOptimizer, discriminatorOptimizer);
        generatorMemory = new OptimizerMemory(generatorOptimizer, generator);
        discriminatorMemory = new OptimizerMemory(discriminatorOptimizer, discriminator);
        Watch = new UpdateWatch(generator, discriminator);
    }

    /// <summary>The generator that learns.</summary>
    public Generator Generator { get; }

    /// <summary>The discriminator, or critic.</summary>
    public Discriminator Discriminator { get; }

    /// <summary>The generator with averaged weights, in evaluation mode: the one to sample from.</summary>
    public Generator Average { get; }

    /// <summary>Updates <see cref="Generator"/>.</summary>
    public OptimizerHelper GeneratorOptimizer { get; }

    /// <summary>Updates <see cref="Discriminator"/>.</summary>
    public OptimizerHelper DiscriminatorOptimizer { get; }

    /// <summary>Generator updates so far.</summary>
    public long Step { get; internal set; }

    /// <summary>Real samples that the discriminator has seen so far.</summary>
    public long SamplesSeen { get; internal set; }

    /// <summary>How often the run has gone back to a checkpoint after it diverged; each time both learning rates were lowered.</summary>
    public int Retries { get; internal set; }

    /// <summary>Sees every update. It needs no saving: nothing is saved once it has seen what is no number.</summary>
    internal UpdateWatch Watch { get; }

    /// <summary>Where training first ceased to compute with numbers; null while it does. Syncs with the device.</summary>
    public NonFinite? FirstNonFinite() => Watch.First();

    /// <summary>Whether every loss, gradient and weight so far is a number; once one is not, training has diverged. Syncs with the device.</summary>
    public bool IsFinite()
    {
        if (FirstNonFinite() is not null)
        {
            return false;
        }

        using var recordNothing = no_grad();
        using var scope = NewDisposeScope();
        return Generator.parameters().Concat(Discriminator.parameters()).All(weight => weight.isfinite().all().item<bool>());
    }

    /// <summary>Every tensor of the state by name; they stay the state's.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors()
    {
        var tensors = new Dictionary<string, Tensor>();
        Add("generator", Generator.state_dict().Select(pair => (pair.Key, pair.Value)));
        Add("discriminator", Discriminator.state_dict().Select(pair => (pair.Key, pair.Value)));
        Add("average", Average.state_dict().Select(pair => (pair.Key, pair.Value)));
        Add("generator_optimizer", generatorMemory.Tensors());
        Add("discriminator_optimizer", discriminatorMemory.Tensors());
        return tensors;

        void Add(string part, IEnumerable<(string Name, Tensor Tensor)> named)
        {
            foreach (var (name, tensor) in named)
            {
                tensors.Add($"{part}/{name}", tensor);
            }
        }
    }

    /// <summary>Every counter of the state by name: steps, samples and the updates each parameter has had.</summary>
    public IReadOnlyDictionary<string, long> Counters()
    {
        var counters = new Dictionary<string, long> { ["step"] = Step, ["samples_seen"] = SamplesSeen };
        foreach (var (name, steps) in generatorMemory.Counters())
        {
            counters.Add($"generator_optimizer/{name}", steps);
        }

        foreach (var (name, steps) in discriminatorMemory.Counters())
        {
            counters.Add($"discriminator_optimizer/{name}", steps);
        }

        if (Retries > 0)
        {
            counters.Add(RetriesCounter, Retries); // checkpoints of runs that never diverged are as they always were
        }

        return counters;
    }

    /// <summary>Makes room for saved tensors that an optimizer would make only at its first step, so that <see cref="Tensors"/> has them.</summary>
    /// <param name="saved">The names that <see cref="Tensors"/> gave when they were saved.</param>
    public void Prepare(IEnumerable<string> saved)
    {
        var names = saved.ToHashSet();
        generatorMemory.Prepare(Part(names, "generator_optimizer/").ToHashSet());
        discriminatorMemory.Prepare(Part(names, "discriminator_optimizer/").ToHashSet());
    }

    /// <summary>Puts back what <see cref="Counters"/> gave.</summary>
    /// <exception cref="KeyNotFoundException">One is missing.</exception>
    public void SetCounters(IReadOnlyDictionary<string, long> counters)
    {
        (Step, SamplesSeen) = (counters["step"], counters["samples_seen"]);
        Retries = (int)counters.GetValueOrDefault(RetriesCounter);
        Watch.Forget();
        generatorMemory.SetCounters(Part(counters.Keys, "generator_optimizer/").ToDictionary(name => name, name => counters[$"generator_optimizer/{name}"]));
        discriminatorMemory.SetCounters(Part(counters.Keys, "discriminator_optimizer/").ToDictionary(name => name, name => counters[$"discriminator_optimizer/{name}"]));
    }

    private static IEnumerable<string> Part(IEnumerable<string> names, string prefix) =>
        names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..]);

    /// <inheritdoc/>
    public void Dispose()
    {
        Watch.Dispose();
        GeneratorOptimizer.Dispose();
        DiscriminatorOptimizer.Dispose();
        Generator.Dispose();
        Discriminator.Dispose();
        Average.Dispose();
    }
}
