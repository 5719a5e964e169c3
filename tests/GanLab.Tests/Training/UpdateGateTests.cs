using GanLab.Acceleration;
using GanLab.Data;
using GanLab.Experiment;
using GanLab.Losses;
using GanLab.Tests.Support;
using GanLab.Training;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace GanLab.Tests.Training;

/// <summary>What only updates change may be read on another thread while a step computes.</summary>
public class UpdateGateTests
{
    [Theory]
    [MemberData(nameof(RepeatedStepTests.Recipes), MemberType = typeof(RepeatedStepTests))]
    public void A_step_leaves_all_that_only_updates_change_as_it_is_until_it_was_read(string[] settings)
    {
        using var run = Some.Run(settings);
        Step(run); // makes what optimizers remember
        var before = Held(run.State);
        Snapshot? read = null;
        run.State.Updates.Hold(Task.Run(() =>
        {
            Thread.Sleep(100); // a step that did not wait would be over
            read = Held(run.State);
        }));

        Step(run);

        Assert.Empty(before.DifferencesTo(read!));
        var (held, moved) = (PartsOf(before.Names), PartsOf(before.DifferencesTo(Held(run.State))));
        Assert.Equal(held, moved);
        Assert.Superset(new HashSet<string> { "generator", "discriminator", "average" }, held);
    }

    [Fact]
    public void A_repetition_does_not_begin_before_everything_was_read()
    {
        var spy = new RepetitionSpy();
        var config = Some.Config("data.name=ring8", "model.name=mlp");
        using var run = TrainingRun.Over(
            DatasetCatalog.Open(ExperimentRequest.Request(config)), config, Some.Cpu.RecordingWith(spy), NullLogger.Instance);
        using var scope = NewDisposeScope();
        using var scores = new ScoreBoard(LossCatalog.Find(config.Loss.Name));
        var (step, reals) = (run.Step(), Some.Reals(run));
        for (var i = 0; i < 5; i++)
        {
            step.Run(reals, scores); // the fourth is recorded, the fifth repeated
        }

        var reading = Task.Delay(100);
        bool? wasRead = null;
        spy.Repeating = () => wasRead = reading.IsCompleted;
        run.State.Updates.Hold(reading);
        step.Run(reals, scores);

        Assert.True(wasRead);
    }

    [Fact]
    public async Task All_readers_are_waited_for_and_what_fails_there_is_not_thrown_here()
    {
        var gate = new UpdateGate();
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        gate.Wait();
        Assert.Equal(TimeSpan.Zero, gate.Waited);

        gate.Hold(first.Task);
        gate.Hold(second.Task);
        second.SetException(new IOException("unreadable"));
        var waited = Task.Run(gate.Wait);
        await Task.Delay(50); // one that did not wait for the first would be over
        Assert.False(waited.IsCompleted);
        first.SetResult();

        await waited;
        Assert.True(gate.Waited > TimeSpan.Zero);
    }

    [Fact]
    public void Nothing_is_put_back_while_it_is_read()
    {
        using var run = Some.QuickRun();
        var before = Held(run.State);
        using var folder = new TemporaryFolder();
        run.Save(Path.Combine(folder.Path, "start"));
        Step(run);
        var after = Held(run.State);
        Snapshot? read = null;
        run.State.Updates.Hold(Task.Run(() =>
        {
            Thread.Sleep(100);
            read = Held(run.State);
        }));

        run.Restore(Path.Combine(folder.Path, "start"));

        Assert.Empty(after.DifferencesTo(read!));
        Assert.Empty(before.DifferencesTo(Held(run.State)));
    }

    private static Snapshot Held(TrainingState state)
    {
        var names = state.ChangedByUpdatesOnly();
        return new Snapshot(state.Tensors().Where(pair => names.Contains(pair.Key)));
    }

    // A repetition would not come by the waits within the step.
    private sealed class RepetitionSpy : IWorkRecorder, IRecordedWork
    {
        private Action work = () => { };

        public bool IsCurrent => true;

        internal Action Repeating { get; set; } = () => { };

        public IDisposable? WarmUp() => null;

        public IRecordedWork Record(Action work)
        {
            (this.work = work)();
            return this;
        }

        public void Repeat()
        {
            Repeating();
            work();
        }

        public void Dispose()
        {
        }
    }

    private static HashSet<string> PartsOf(IEnumerable<string> names) => [.. names.Select(name => name.Split('/')[0])];

    private static void Step(TrainingRun run)
    {
        using var scope = NewDisposeScope();
        using var scores = new ScoreBoard(LossCatalog.Find(run.Config.Loss.Name));
        run.Step().Run(Some.Reals(run), scores);
    }
}
