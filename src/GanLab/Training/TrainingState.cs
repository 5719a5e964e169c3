using GanLab.Acceleration;
using GanLab.Checkpoints;
using GanLab.Formats;
using GanLab.Modules;
using GanLab.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>Everything that must survive: what a checkpoint holds, and all that a resumed run needs to go on as if it had never stopped.</summary>
/// <remarks>
/// It is made of parts: networks, optimizers and whatever is included beside them. Random streams and the order of the data
/// need no state of their own: they follow from the seed and the step. The state owns the networks and optimizers given to it.
/// </remarks>
public sealed class TrainingState : IDisposable
{
    /// <summary>What the names of the averaged generator's tensors begin with.</summary>
    internal const string AveragePrefix = $"{AveragePart}/";

    private const string GeneratorPart = "generator";
    private const string DiscriminatorPart = "discriminator";
    private const string AveragePart = "average";
    private const string GeneratorMemoryPart = "generator_optimizer";
    private const string DiscriminatorMemoryPart = "discriminator_optimizer";
    private const string StepCounter = "step";
    private const string SamplesSeenCounter = "samples_seen";

    private readonly OrderedDictionary<string, IStateful> parts;

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
        Watch = new UpdateWatch(generator, discriminator);
        parts = new()
        {
            [GeneratorPart] = new NetworkState(generator),
            [DiscriminatorPart] = new NetworkState(discriminator),
            [AveragePart] = new NetworkState(average),
            [GeneratorMemoryPart] = new OptimizerMemory(generatorOptimizer, generator),
            [DiscriminatorMemoryPart] = new OptimizerMemory(discriminatorOptimizer, discriminator),
        };
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

    /// <summary>The step of the newest checkpoint of this course: the one it went on from, or was saved as since; null if there is none.</summary>
    public long? SavedStep { get; internal set; }

    /// <summary>Holds updates back while somebody reads what they change on another thread.</summary>
    public UpdateGate Updates { get; } = new();

    /// <summary>Sees every update. It needs no saving: nothing is saved once it has seen what is no number.</summary>
    internal UpdateWatch Watch { get; }

    /// <summary>Where training first ceased to compute with numbers; null while it does. Syncs with the device.</summary>
    public NonFinite? FirstNonFinite() => Watch.First();

    /// <summary>Whether every loss and gradient so far is a number, and every weight and running statistic, also the averaged ones, is one now.</summary>
    /// <remarks>Once one is not, training has diverged. Syncs with the device.</remarks>
    public bool IsFinite() => FirstNonFinite() is null && AreFinite(Tensors());

    /// <summary>Whether every weight and running statistic is a number among tensors that <see cref="Tensors"/> gave, or copies of them.</summary>
    internal static bool AreFinite(IReadOnlyDictionary<string, Tensor> tensors)
    {
        using var recordNothing = no_grad();
        using var scope = NewDisposeScope();
        // NaN is the extreme of whatever holds one. Asking each number would take ten times as long.
        var extremes = NumbersOfNetworks(tensors).SelectMany(tensor => (Tensor[])[tensor.amax(), tensor.amin()]);
        return stack(extremes.Select(extreme => extreme.isfinite())).all().item<bool>();
    }

    /// <summary>Whether <see cref="IsFinite"/> certainly holds, as a scalar on the device, which is not waited for; the caller's scope owns it.</summary>
    /// <remarks>Asks norms, which overflow where a number is beyond some 10^19. That takes a few kernels on CUDA, for all tensors.</remarks>
    internal Tensor IsSurelyFinite()
    {
        using var recordNothing = no_grad();
        using var scope = NewDisposeScope();
        var norms = TensorLists.Norms([.. NumbersOfNetworks(Tensors())]);
        return stack([norms.isfinite().all(), .. Watch.Finite()]).all().MoveToOuterDisposeScope();
    }

    private static IEnumerable<Tensor> NumbersOfNetworks(IReadOnlyDictionary<string, Tensor> tensors) =>
        from part in (string[])[GeneratorPart, DiscriminatorPart, AveragePart]
        from pair in tensors
        where pair.Key.StartsWith($"{part}/", StringComparison.Ordinal) && pair.Value.is_floating_point() && pair.Value.numel() > 0
        select pair.Value;

    /// <summary>Makes one more part of a run survive, under a name of its own; it stays the caller's.</summary>
    /// <remarks>To be done before <see cref="Restore"/>, in the run that saves and in the one that goes on alike.</remarks>
    /// <param name="name">For instance "scores".</param>
    /// <param name="part">Whatever changes from step to step and is not a network or an optimizer of this state.</param>
    /// <exception cref="ArgumentException">There is a part of that name already.</exception>
    public void Include(string name, IStateful part) => parts.Add(name, part);

    /// <summary>Every tensor of the state by name; they stay the state's.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors() => parts
        .SelectMany(part => part.Value.Tensors(), (part, entry) => ($"{part.Key}/{entry.Name}", entry.Tensor))
        .ToDictionary();

    /// <summary>The names of those that nothing but updates changes: weights, memories of the optimizers and the whole average, but not running statistics.</summary>
    internal IReadOnlySet<string> ChangedByUpdatesOnly() => new HashSet<string>(
    [
        .. Generator.named_parameters().Select(parameter => $"{GeneratorPart}/{parameter.name}"),
        .. Discriminator.named_parameters().Select(parameter => $"{DiscriminatorPart}/{parameter.name}"),
        .. from part in (string[])[AveragePart, GeneratorMemoryPart, DiscriminatorMemoryPart]
           from entry in parts[part].Tensors()
           select $"{part}/{entry.Name}",
    ]);

    /// <summary>Every counter of the state by name: steps, samples and the updates each parameter has had.</summary>
    public IReadOnlyDictionary<string, long> Counters() => parts
        .SelectMany(part => part.Value.Counters(), (part, entry) => ($"{part.Key}/{entry.Name}", entry.Value))
        .Prepend((SamplesSeenCounter, SamplesSeen))
        .Prepend((StepCounter, Step))
        .ToDictionary();

    /// <summary>Puts back what <see cref="Tensors"/> and <see cref="Counters"/> gave; no weight is changed unless everything fits.</summary>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <param name="tensors">What was saved.</param>
    /// <param name="counters">What was saved.</param>
    /// <exception cref="CheckpointMismatchException">A tensor or counter is missing, has no place or another shape.</exception>
    public void Restore(string source, IReadOnlyDictionary<string, RawTensor> tensors, IReadOnlyDictionary<string, long> counters)
    {
        Updates.Wait();
        foreach (var (name, part) in parts)
        {
            part.Prepare(Below(name, tensors.Keys).ToHashSet());
        }

        TensorMap.RequireFit(source, tensors, Tensors());
        RequireFit(source, counters);
        TensorMap.Load(source, tensors, Tensors());
        (Step, SamplesSeen) = (counters[StepCounter], counters[SamplesSeenCounter]);
        SavedStep = Step;
        Watch.Forget();
        foreach (var (name, part) in parts)
        {
            part.SetCounters(Below(name, counters.Keys).ToDictionary(counter => counter, counter => counters[$"{name}/{counter}"]));
        }
    }

    private void RequireFit(string source, IReadOnlyDictionary<string, long> counters)
    {
        var mine = Counters();
        if (mine.Keys.FirstOrDefault(name => !counters.ContainsKey(name)) is { } missing)
        {
            throw CheckpointMismatchException.Entry(source, missing, "is missing among the counters");
        }

        if (counters.Keys.FirstOrDefault(name => !mine.ContainsKey(name)) is { } stray)
        {
            throw CheckpointMismatchException.Entry(source, stray, "has no place among the counters");
        }

        if (counters.FirstOrDefault(counter => counter.Value < 0) is { Key: { } negative })
        {
            throw CheckpointMismatchException.Impossible(source, negative, $"is {counters[negative]}, and nothing counts below 0");
        }
    }

    private static IEnumerable<string> Below(string part, IEnumerable<string> names) =>
        names.Where(name => name.StartsWith($"{part}/", StringComparison.Ordinal)).Select(name => name[(part.Length + 1)..]);

    /// <inheritdoc/>
    public void Dispose()
    {
        Updates.Wait();
        Watch.Dispose();
        GeneratorOptimizer.Dispose();
        DiscriminatorOptimizer.Dispose();
        Generator.Dispose();
        Discriminator.Dispose();
        Average.Dispose();
    }
}
