using GanLab.Checkpoints;
using GanLab.Experiment;
using GanLab.Runs;
using GanLab.Tests.Support;
using GanLab.Training;
using static TorchSharp.torch;

namespace GanLab.Tests.Runs;

public sealed class CheckpointWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TrainingRun run;
    private readonly RunFolder files;
    private readonly CheckpointWriter writer;

    public CheckpointWriterTests()
    {
        run = Some.QuickRun($"run.directory={folder.Path}", "run.checkpointEvery=2");
        files = RunFolder.Create(run.Config, 1);
        writer = new CheckpointWriter(files, run.Config.Run, run.Describe);
    }

    public void Dispose()
    {
        writer.Dispose();
        run.Dispose();
        folder.Dispose();
    }

    private void StepTo(long step)
    {
        run.State.Step = step;
        writer.OnStep(run.State);
    }

    private void FillWeights(double value)
    {
        using var recordNothing = no_grad();
        run.State.Updates.Wait();
        foreach (var tensor in run.State.Tensors().Values)
        {
            tensor.fill_(value);
        }
    }

    [Fact]
    public void What_is_saved_is_the_state_of_its_step_whatever_training_does_meanwhile()
    {
        for (var step = 2; step <= 6; step += 2)
        {
            FillWeights(step);
            StepTo(step);
            FillWeights(-1);
            run.State.SamplesSeen = -1;
            Assert.Equal(step, run.State.Step);

            writer.OnStopped(run.State, TrainingOutcome.Diverged); // waits

            var saved = Checkpoint.Read(files.Checkpoint(step));
            Assert.All(saved.Tensors, pair => Assert.All(
                TensorBytes.To(pair.Value).to(ScalarType.Float64).data<double>().ToArray(), value => Assert.Equal(step, value)));
            Assert.Equal((step, 0), (saved.Counters["step"], saved.Counters["samples_seen"]));
            using var generator = GeneratorFile.Read(files.Generator).Generator;
            Assert.All(generator.parameters(), weight => Assert.True(weight.eq(step).all().item<bool>()));
            run.State.SamplesSeen = 0;
        }
    }

    [Fact]
    public void At_the_end_everything_is_written_and_the_newest_is_known()
    {
        StepTo(2);
        run.State.Step = 3;
        writer.OnStopped(run.State, TrainingOutcome.Interrupted);

        Assert.Equal([2, 3], files.CheckpointSteps());
        Assert.Equal(3, files.LatestCheckpoint().Step);
        Assert.Equal(3, run.State.SavedStep);
    }

    [Fact]
    public void Weights_that_are_no_numbers_are_not_saved()
    {
        StepTo(2);
        FillWeights(double.NaN);
        StepTo(4);
        writer.OnStopped(run.State, TrainingOutcome.Diverged);

        Assert.Equal([2], files.CheckpointSteps());
        Assert.Equal(2, run.State.SavedStep);
        using var generator = GeneratorFile.Read(files.Generator).Generator; // and g.pt is that of step 2
    }

    [Fact]
    public void What_cannot_be_written_is_told_at_one_of_the_next_steps()
    {
        Directory.Delete(Path.Combine(files.Path, "checkpoints"));

        StepTo(2);
        var told = Assert.ThrowsAny<IOException>(() =>
        {
            StepTo(3); // or here, where the writing is done by then
            StepTo(4);
        });

        Assert.Contains(files.Checkpoint(2), told.Message);
        Assert.Equal(2, GeneratorFile.Read(files.Generator).Description.Step);
        Assert.Null(run.State.SavedStep);
    }

    [Fact]
    public void Or_at_the_end()
    {
        Directory.Delete(Path.Combine(files.Path, "checkpoints"));
        run.State.Step = 5;

        Assert.Contains(
            files.Checkpoint(5), Assert.ThrowsAny<IOException>(() => writer.OnStopped(run.State, TrainingOutcome.Finished)).Message);
    }

    [Fact]
    public void A_run_that_ends_with_an_error_has_finished_the_save_that_was_under_way()
    {
        var into = RunFolder.Create(run.Config, 1);
        var failing = new Recorder
        {
            IsEssential = true,
            Step = state => throw new InvalidOperationException($"enough at {state.Step}"),
        };
        using var often = Some.QuickRun($"run.directory={folder.Path}", "run.checkpointEvery=1");

        Assert.Equal("enough at 1", Assert.Throws<InvalidOperationException>(() => often.Train(into, [failing], default)).Message);

        Assert.Equal(1, into.LatestCheckpoint().Step);
        Assert.Equal(["000001", "latest"], Directory.EnumerateFileSystemEntries(Path.Combine(into.Path, "checkpoints")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void The_memory_for_copies_is_used_again()
    {
        using var copies = new TensorCopies();
        copies.MakeRoom(run.State.Tensors());
        var (first, copyRest) = copies.Take(run.State.Tensors(), run.State.ChangedByUpdatesOnly());
        copyRest!();
        var before = Snapshot.Of(run.State);
        FillWeights(7);
        Assert.Empty(before.DifferencesTo(new Snapshot(first)));

        var (second, copyAgain) = copies.Take(run.State.Tensors(), run.State.ChangedByUpdatesOnly());
        copyAgain!();

        Assert.Empty(Snapshot.Of(run.State).DifferencesTo(new Snapshot(second)));
        Assert.All(second, pair => Assert.Same(first[pair.Key], pair.Value));
    }

    [Fact]
    public void What_may_be_copied_later_is_copied_when_the_rest_is()
    {
        using var scope = NewDisposeScope();
        using var copies = new TensorCopies();
        var tensors = new Dictionary<string, Tensor> { ["now"] = ones(2), ["later"] = ones(2) };

        var (taken, copyRest) = copies.Take(tensors, new HashSet<string> { "later" });
        tensors["now"].fill_(2);
        tensors["later"].fill_(2);
        copyRest!();

        Assert.Equal([1f, 1f], taken["now"].data<float>().ToArray());
        Assert.Equal([2f, 2f], taken["later"].data<float>().ToArray());
        Assert.Null(copies.Take(tensors, new HashSet<string>()).CopyRest);
    }

    [Fact]
    public void A_tensor_that_has_another_shape_now_gets_other_memory()
    {
        using var scope = NewDisposeScope();
        using var copies = new TensorCopies();
        copies.Take(new Dictionary<string, Tensor> { ["a"] = zeros(2) }, new HashSet<string>());

        var (now, _) = copies.Take(new Dictionary<string, Tensor> { ["a"] = ones(2, 3) }, new HashSet<string>());

        Assert.Equal([2L, 3], now["a"].shape);
        Assert.Equal(6, now["a"].sum().item<float>());
    }
}
