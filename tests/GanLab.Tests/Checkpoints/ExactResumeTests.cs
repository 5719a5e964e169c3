using System.Reflection;
using System.Runtime.CompilerServices;
using GanLab.Experiment;
using GanLab.Losses;
using GanLab.Models;
using GanLab.Optimizers;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Checkpoints;

/// <summary>
/// A run that was stopped, saved and taken up again is, to the last bit, the run that never stopped: weights, average,
/// moments, statistics, counters, metrics, pictures, g.pt, and every field of every object that trains.
/// </summary>
public sealed class ExactResumeTests
{
    // Every model with every loss and with every optimizer; which loss meets which optimizer is of no account.
    public static TheoryData<string, string, string> Kinds()
    {
        var (losses, optimizers) = (LossCatalog.All, OptimizerCatalog.Names);
        var kinds = new TheoryData<string, string, string>();
        foreach (var (number, model) in ModelCatalog.Names.Index())
        {
            for (var i = 0; i < Math.Max(losses.Count, optimizers.Count); i++)
            {
                kinds.Add(model, losses[i % losses.Count].Name, optimizers[(i + number) % optimizers.Count]);
            }
        }

        return kinds;
    }

    public static TheoryData<string, string> Ways()
    {
        string[] settings =
        [
            "model.conditional=true", "training.discriminatorSteps=2", "training.order=generator-first", "training.shareFakes=true",
            "training.averageDecay=0", "loss.weightClip=0.01", "model.discriminatorNormalization=spectral",
            "loss.gradientPenalty=10 model.discriminatorNormalization=none", "loss.gradientPenalty=1 model.conditional=true",
        ];
        var ways = new TheoryData<string, string>();
        foreach (var (model, setting) in from model in ModelCatalog.Names from setting in settings select (model, setting))
        {
            ways.Add(model, setting);
        }

        return ways;
    }

    // Batches of 5 out of 12: step 3 reaches over the end of the first epoch. Step 3 also lies between two lines of metrics.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Going_on_is_the_same_as_never_having_stopped(string model, string loss, string optimizer) =>
        RequireExact(
            model,
            $"loss.name={loss}",
            $"generatorOptimizer.name={optimizer}", "generatorOptimizer.momentum=0.9", "generatorOptimizer.weightDecay=0.01",
            $"discriminatorOptimizer.name={optimizer}", "discriminatorOptimizer.momentum=0.9", "discriminatorOptimizer.weightDecay=0.01");

    [Theory]
    [MemberData(nameof(Ways))]
    public void So_it_is_in_every_way_of_training(string model, string way) => RequireExact(model, way.Split(' '));

    [SkippableFact]
    public void So_it_is_on_CUDA_where_that_is_asked_to_be_deterministic()
    {
        Skip.IfNot(cuda.is_available(), "needs CUDA");
        foreach (var model in ModelCatalog.Names)
        {
            RequireExact(model, "compute.device=cuda", "compute.deterministic=true");
        }
    }

    /// <summary>As a run does that has diverged: what came only with the first step, such as a momentum, is gone again.</summary>
    [Fact]
    public void A_run_that_goes_back_to_an_earlier_checkpoint_is_what_it_was_then()
    {
        foreach (var optimizer in OptimizerCatalog.Names)
        {
            using var scope = NewDisposeScope();
            using var folder = new TemporaryFolder();
            using var run = Some.QuickRun($"generatorOptimizer.name={optimizer}", "generatorOptimizer.momentum=0.9", "run.logEvery=2");
            run.Save(folder.In("000000"));
            var (tensors, counters) = (Snapshot.Of(run.State), run.State.Counters());
            run.Train([], default);
            Assert.NotEmpty(tensors.DifferencesTo(Snapshot.Of(run.State)));

            run.Restore(folder.In("000000"));

            Assert.Empty(tensors.DifferencesTo(Snapshot.Of(run.State)));
            Assert.Equal(counters, run.State.Counters());
        }
    }

    // Batches smaller than the set, as large and larger: up to nine epochs end on the way, within batches and between them.
    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(18)]
    public void So_it_is_where_the_run_is_stopped_after_every_step(int batch)
    {
        using var scope = NewDisposeScope();
        using var twice = new ResumedRun("mlp", [$"training.batchSize={batch}"]);

        RequireNone(twice.Straight().DifferencesTo(twice.Interrupted(1, 2, 3, 4, 5)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)] // between two lines of metrics
    public void A_run_that_is_extended_is_the_same_as_one_that_was_meant_to_be_as_long(int steps)
    {
        using var scope = NewDisposeScope();
        using var twice = new ResumedRun("mlp", []);

        RequireNone(twice.Straight().DifferencesTo(twice.Extended(steps)));
    }

    [Fact]
    public void Every_tensor_that_can_be_reached_is_saved()
    {
        using var scope = NewDisposeScope();
        foreach (var model in ModelCatalog.Names)
        {
            // It stops between two lines of metrics, so that the means are there too.
            using var twice = new ResumedRun(model, ["model.conditional=true", "training.steps=3"]);

            RequireNone(twice.Straight().Unsaved());
        }
    }

    /// <summary>What is static is neither met on the walk nor saved.</summary>
    [Fact]
    public void No_static_field_of_the_library_can_change() => Assert.Empty(
        from type in typeof(TrainingRun).Assembly.GetTypes()
        where !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where !field.IsInitOnly && !field.IsLiteral
        select $"{type.Name}.{field.Name}");

    [Fact]
    public void Nothing_but_the_checkpoint_makes_them_equal()
    {
        using var scope = NewDisposeScope();
        using var twice = new ResumedRun("mlp", []);
        using var other = new ResumedRun("mlp", ["training.steps=5"]);

        var differences = twice.Straight().DifferencesTo(other.Straight()).ToArray();

        Assert.All(
            (string[])["tensor generator/", "tensor average/", "tensor generator_optimizer/", "counter [step, 6]", "field .run.", "only in the first: {\"step\":6", "g.pt"],
            start => Assert.Contains(differences, difference => difference.StartsWith(start, StringComparison.Ordinal)));
    }

    [Fact]
    public void Equal_configurations_give_equal_runs_and_another_seed_another_run()
    {
        using var scope = NewDisposeScope();
        var seeds = new[] { 1, 1, 2 };
        var states = seeds.Select(seed =>
        {
            using var run = Some.Run($"training.seed={seed}");
            run.Train([], default);
            return Snapshot.Of(run.State);
        }).ToArray();

        Assert.Empty(states[0].DifferencesTo(states[1]));
        Assert.NotEmpty(states[0].DifferencesTo(states[2]));
    }

    private static void RequireNone(IEnumerable<string> found) => Assert.True(!found.Any(), string.Join('\n', found));

    private static void RequireExact(string model, params string[] settings)
    {
        using var scope = NewDisposeScope();
        using var twice = new ResumedRun(model, settings);

        RequireNone(twice.Straight().DifferencesTo(twice.Interrupted(3)));
    }
}
