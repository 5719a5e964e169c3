using System.Text.Json;
using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Experiment;
using GanLab.Tests.Data;
using GanLab.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace GanLab.Tests.Experiment;

/// <summary>A checkpoint is gone on from by the run that made it, or by one that differs in nothing but what was agreed to.</summary>
public sealed class ContinuationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Checkpoint(params string[] settings)
    {
        using var run = Some.QuickRun(settings);
        run.Save(folder.In("000000"));
        return folder.In("000000");
    }

    [Theory]
    [InlineData("training.steps=99")]
    [InlineData("training.epochs=3")]
    [InlineData("training.maxMinutes=7")]
    [InlineData("health.alarms=false")]
    [InlineData("health.evaluateEvery=7")]
    [InlineData("health.retries=7")]
    [InlineData("run.logEvery=7")]
    [InlineData("run.keepCheckpoints=7")]
    [InlineData("run.directory=elsewhere")]
    public void When_to_stop_what_to_watch_and_what_to_write_may_change(string setting)
    {
        using var run = Some.QuickRun(setting);

        run.Restore(Checkpoint());
    }

    /// <summary>Every setting there is: one that is added later is refused until somebody decides that it may change.</summary>
    [Fact]
    public void Every_other_setting_is_refused_by_name_with_both_values()
    {
        var saved = new ExperimentConfig();
        var changed = 0;
        foreach (var (path, property) in ConfigSchema.Settings)
        {
            if (path.StartsWith("run.", StringComparison.Ordinal)
                || path is "training.steps" or "training.epochs" or "training.maxMinutes" or "data.directory"
                    or "health.alarms" or "health.evaluateEvery" or "health.retries")
            {
                continue;
            }

            var from = new ConfigBuilder().Get(path);
            var to = Another(from, property.PropertyType);
            var wanted = new ConfigBuilder().Set(path, to, "test").Draft();

            var problem = Assert.Single(Assert.Throws<ConfigException>(() => new Continuation().Require(saved, wanted)).Problems);
            Assert.StartsWith($"{path} ", problem, StringComparison.Ordinal);
            if (!path.StartsWith("training.initFrom", StringComparison.Ordinal))
            {
                Assert.Contains($"is {from} in the run, {to} was asked for; to change it all the same write --set {path}={to}", problem, StringComparison.Ordinal);
                new Continuation { Accepted = [path] }.Require(saved, wanted);
            }

            changed++;
        }

        Assert.True(changed > 20);
    }

    private static string Another(string value, Type type) =>
        type.IsEnum ? Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName).First(name => name != value)
        : type == typeof(bool) ? (value == "true" ? "false" : "true")
        : type == typeof(string) ? "another"
        : value == "1" ? "3" : "1";

    [Fact]
    public void All_differences_are_told_at_once_and_each_is_accepted_by_itself()
    {
        var checkpoint = Checkpoint();
        using var run = Some.QuickRun("training.batchSize=9", "loss.name=minimax", "generatorOptimizer.beta1=0.25");

        var all = Assert.Throws<ConfigException>(() => run.Restore(checkpoint)).Problems;
        var some = Assert.Throws<ConfigException>(() => run.Restore(checkpoint, new Continuation { Accepted = ["loss.name"] })).Problems;
        run.Restore(checkpoint, new Continuation { Accepted = ["loss.name", "training.batchSize", "generatorOptimizer.beta1"] });

        Assert.Equal(3, all.Count);
        Assert.Equal(2, some.Count);
        Assert.DoesNotContain(some, problem => problem.Contains("loss.name", StringComparison.Ordinal));
    }

    [Fact]
    public void An_accepted_change_of_the_networks_fails_by_tensor_and_shape_and_changes_nothing()
    {
        var checkpoint = Checkpoint();
        using var run = Some.QuickRun("model.generatorWidth=5");
        var before = Snapshot.Of(run.State);

        var error = Assert.Throws<CheckpointMismatchException>(() => run.Restore(checkpoint, new Continuation { Accepted = ["model.generatorWidth"] }));

        Assert.Contains("generator/", error.Message);
        Assert.Contains("has the shape [8", error.Message);
        Assert.Empty(before.DifferencesTo(Snapshot.Of(run.State)));
    }

    [Fact]
    public void Other_data_under_the_same_name_are_refused_unless_that_is_accepted()
    {
        string[] settings = ["data.name=mnist", $"data.directory={folder.Path}"];
        SomeDigits.Write(folder, 12);
        var checkpoint = Checkpoint(settings);
        SomeDigits.Write(folder, 13);
        using var run = Some.QuickRun(settings);

        var error = Assert.Throws<ConfigException>(() => run.Restore(checkpoint));
        run.Restore(checkpoint, new Continuation { AcceptsOtherData = true });

        Assert.Contains("--accept-changed-data", error.Message);
        Assert.Contains(run.Dataset.ContentHash[..12], error.Message);
    }

    [Fact]
    public void A_run_over_a_set_that_the_catalogue_does_not_have_goes_on_only_in_the_program_that_has_it()
    {
        var config = Some.Config();
        using (var own = TrainingRun.Over(new NumberedPictures(new SampleShape(1, 16, 16), 9), config, Some.Cpu, NullLogger.Instance))
        {
            own.Save(folder.In("own"));
        }

        using var drawn = Some.Run();
        var error = Assert.Throws<ConfigException>(() => drawn.Restore(folder.In("own")));
        Assert.Contains("'pictures'", error.Message);
        Assert.DoesNotContain("--accept", error.Message);
        using var same = TrainingRun.Over(new NumberedPictures(new SampleShape(1, 16, 16), 9), config, Some.Cpu, NullLogger.Instance);
        same.Restore(folder.In("own"));
    }

    [Fact]
    public void The_same_data_in_another_folder_are_the_same()
    {
        SomeDigits.Write(folder, 12);
        var checkpoint = Checkpoint("data.name=mnist", $"data.directory={folder.Path}");
        using var elsewhere = new TemporaryFolder();
        SomeDigits.Write(elsewhere, 12);
        using var run = Some.QuickRun("data.name=mnist", $"data.directory={elsewhere.Path}");

        run.Restore(checkpoint);
    }

    [Fact]
    public void A_checkpoint_that_does_not_say_what_made_it_is_judged_by_its_tensors_alone()
    {
        using var run = Some.QuickRun();
        GanLab.Checkpoints.Checkpoint.Write(folder.In("old"), run.State.Tensors(), run.State.Counters(), new CheckpointHeader { Step = 0 });
        using var other = TrainingRun.Open(Some.Config("data.name=ring8", "model.name=mlp", "training.batchSize=9"), NullLogger.Instance);

        other.Restore(folder.In("old"));
    }
}
