using System.Text.RegularExpressions;
using GanLab.Experiment;
using GanLab.Runs;
using GanLab.Tests.Support;
using GanLab.Training;

namespace GanLab.Tests.Checkpoints;

/// <summary>A run that has come to its end, with all that it holds and all that it wrote.</summary>
/// <param name="Run">The run.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Graph">Everything that can be reached from the objects that trained it.</param>
internal sealed partial record Leg(TrainingRun Run, RunFolder Folder, ObjectGraph Graph)
{
    // What may differ between two runs that are the same, or be reached without being saved, and why.
    private static readonly Dictionary<string, string> Exempt = new()
    {
        ["TrainingRun.logger"] = "writes, and is not read",
        ["TrainingLoop.logger"] = "writes, and is not read",
        ["ObserverGroup.logger"] = "writes, and is not read",
        ["TrainingLoop.clock"] = "measures this process alone",
        ["TrainingRun.clock"] = "likewise",
        ["TrainingLoop.lineBefore"] = "when the line before came, for the speed of this process alone",
        ["UpdateGate.reading"] = "the thread that copies weights, which has come to its end",
        ["UpdateGate.Waited"] = "measures this process alone",
        ["RunFolder.Path"] = "the two runs have folders of their own",
        ["EventFile.Path"] = "a file for each start",
        ["EventFile.length"] = "a file for each start",
        ["CheckpointWriter.copies"] = "of what was saved last; they are written and never read again",
        ["CheckpointWriter.saving"] = "the thread that writes them, which has come to its end",
        ["TrainingRun.lastMetrics"] = "those of the checkpoint that the run went on from; the writer of checkpoints has newer ones",
        ["TrainingRun.fixedBatch"] = "follows from the seed and never changes",
        ["TrainingLoop.fixedBatch"] = "likewise",
        ["PlayerWatch.first"] = "the same for all that can be saved: nothing was infinite or NaN so far",
        ["BatchLoader.queue"] = "batches read ahead; they follow from the first one asked for",
        ["BatchLoader.pool"] = "arrays to be filled again",
        ["BatchLoader.stop"] = "whether the thread shall end",
        ["BatchLoader.reader"] = "the thread",
        ["BatchLoader.order"] = "the order of the epoch that the thread has read ahead to; it follows from seed and position",
    };

    /// <summary>Trains to the end.</summary>
    internal static Leg Of(TrainingRun run, RunFolder folder)
    {
        var observers = run.Observers(folder);
        using var loader = run.Loader();
        var loop = run.Loop(loader, observers);
        Assert.Equal(TrainingOutcome.Finished, loop.Run(default));
        foreach (var observer in observers.OfType<IDisposable>())
        {
            observer.Dispose();
        }

        return new Leg(run, folder, ObjectGraph.Of(new { run, loader, loop, observers }, Exempt));
    }

    /// <summary>Whatever is not the same in the other, each with what it is; both must have come to the same step.</summary>
    internal IEnumerable<string> DifferencesTo(Leg other) =>
    [
        .. Snapshot.Of(Run.State).DifferencesTo(Snapshot.Of(other.Run.State)).Select(name => $"tensor {name}"),
        .. Run.State.Counters().Except(other.Run.State.Counters()).Select(counter => $"counter {counter}"),
        .. Graph.DifferencesTo(other.Graph).Select(difference => $"field {difference}"),
        .. MetricsLines(Folder).Except(MetricsLines(other.Folder)).Select(line => $"only in the first: {line}"),
        .. MetricsLines(other.Folder).Except(MetricsLines(Folder)).Select(line => $"only in the second: {line}"),
        .. HealthEvents.Read(Folder).Except(HealthEvents.Read(other.Folder)).Select(told => $"told only in the first: {told}"),
        .. HealthEvents.Read(other.Folder).Except(HealthEvents.Read(Folder)).Select(told => $"told only in the second: {told}"),
        .. Files().Where(name => !other.Has(name, In(name))),
    ];

    /// <summary>Tensors that can be reached and are not part of the state.</summary>
    internal IEnumerable<string> Unsaved()
    {
        var saved = Run.State.Tensors().Values.ToHashSet<object>(ReferenceEqualityComparer.Instance);
        return Graph.Tensors.Where(met => !saved.Contains(met.Tensor)).Select(met => met.Path);
    }

    // Pictures, the generator and the last checkpoint, byte for byte; an interrupted run has one picture more.
    private IEnumerable<string> Files() =>
        from path in (string[])[
            .. Folder.SampleSteps().Select(Folder.Sample), Folder.Generator, Folder.Reals,
            .. Directory.EnumerateFiles(Folder.Checkpoint(Run.State.Step))]
        select Path.GetRelativePath(Folder.Path, path);

    private byte[] In(string name) => File.ReadAllBytes(Path.Combine(Folder.Path, name));

    private bool Has(string name, byte[] content) =>
        File.Exists(Path.Combine(Folder.Path, name)) && File.ReadAllBytes(Path.Combine(Folder.Path, name)).AsSpan().SequenceEqual(content);

    private static string[] MetricsLines(RunFolder folder) =>
        [.. File.ReadLines(folder.MetricsJsonLines).Select(line => Time().Replace(line, ""))];

    [GeneratedRegex("\"(samples/s|seconds)\":[^,}]+,?")]
    private static partial Regex Time();
}
