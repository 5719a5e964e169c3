using GanLab.Experiment;
using GanLab.Losses;
using GanLab.Tests.Support;
using GanLab.Training;
using static TorchSharp.torch;

namespace GanLab.Tests.Training;

/// <summary>What only updates change may be read on another thread while a step computes.</summary>
public class UpdateGateTests
{
    [Theory]
    [MemberData(nameof(RepeatedStepTests.Recipes), MemberType = typeof(RepeatedStepTests))]
    public async Task A_step_leaves_all_that_only_updates_change_as_it_is_until_it_was_read(string[] settings)
    {
        using var run = Some.Run(settings);
        Step(run); // makes what optimizers remember
        var before = Held(run.State);
        var reading = ReadSoon(run.State);

        Step(run);

        Assert.Empty(before.DifferencesTo(await reading));
        var (held, moved) = (PartsOf(before.Names), PartsOf(before.DifferencesTo(Held(run.State))));
        Assert.Equal(held, moved);
        Assert.Superset(new HashSet<string> { "generator", "discriminator", "average" }, held);
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
    public async Task Nothing_is_put_back_while_it_is_read()
    {
        using var run = Some.QuickRun();
        var before = Held(run.State);
        using var folder = new TemporaryFolder();
        run.Save(Path.Combine(folder.Path, "start"));
        Step(run);
        var after = Held(run.State);
        var reading = ReadSoon(run.State);

        run.Restore(Path.Combine(folder.Path, "start"));

        Assert.Empty(after.DifferencesTo(await reading));
        Assert.Empty(before.DifferencesTo(Held(run.State)));
    }

    private static Snapshot Held(TrainingState state)
    {
        var names = state.ChangedByUpdatesOnly();
        return new Snapshot(state.Tensors().Where(pair => names.Contains(pair.Key)));
    }

    // Holds updates back for longer than one that did not wait would take.
    private static Task<Snapshot> ReadSoon(TrainingState state)
    {
        var reading = Task.Run(() =>
        {
            Thread.Sleep(100);
            return Held(state);
        });
        state.Updates.Hold(reading);
        return reading;
    }

    private static HashSet<string> PartsOf(IEnumerable<string> names) => [.. names.Select(name => name.Split('/')[0])];

    private static void Step(TrainingRun run)
    {
        using var scope = NewDisposeScope();
        using var scores = new ScoreBoard(LossCatalog.Find(run.Config.Loss.Name));
        run.Step().Run(Some.Reals(run), scores);
    }
}
