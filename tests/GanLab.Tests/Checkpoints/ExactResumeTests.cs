using System.ComponentModel.DataAnnotations;
using System.Reflection;
using GanLab.Configuration;
using GanLab.Experiment;
using GanLab.Losses;
using GanLab.Models;
using GanLab.Sampling;
using GanLab.Tests.Data;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Checkpoints;

/// <summary>A run that was stopped, saved and taken up again is, to the last bit, the run that never stopped.</summary>
public sealed class ExactResumeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, string[]> Variants()
    {
        var data = new TheoryData<string, string[]>();
        foreach (var model in ModelCatalog.Names)
        {
            foreach (var loss in LossCatalog.All)
            {
                data.Add(model, [$"loss.name={loss.Name}", "loss.weightClip=0.05"]);
            }

            foreach (var optimizer in OptimizerNames())
            {
                var both = new[] { "generatorOptimizer", "discriminatorOptimizer" };
                data.Add(model, [.. both.SelectMany(player => new[] { $"{player}.name={optimizer}", $"{player}.momentum=0.9", $"{player}.weightDecay=0.01" })]);
            }

            data.Add(model, ["model.conditional=true"]);
            data.Add(model, ["training.discriminatorSteps=2"]);
            data.Add(model, ["training.order=generator-first", "training.shareFakes=true"]);
        }

        return data;
    }

    private static IEnumerable<string> OptimizerNames() => typeof(OptimizerConfig).GetProperty(nameof(OptimizerConfig.Name))!
        .GetCustomAttribute<AllowedValuesAttribute>()!.Values.Cast<string>();

    [Theory]
    [MemberData(nameof(Variants))]
    public void Going_on_from_a_checkpoint_is_the_same_as_never_having_stopped(string model, string[] settings)
    {
        using var scope = NewDisposeScope();
        SomeDigits.Write(folder, count: 12);
        string[] all =
        [
            "data.name=mnist", $"data.directory={folder.Path}", $"model.name={model}", "training.batchSize=5", "training.averageDecay=0.5", .. settings,
        ];
        var checkpoint = Path.Combine(folder.Path, "000002");

        using var straight = Some.Run([.. all, "training.steps=5"]);
        straight.Train([], default);
        using (var first = Some.Run([.. all, "training.steps=2"]))
        {
            first.Train([], default);
            first.Save(checkpoint);
        }

        // Twelve samples in batches of five: step 3 reaches over the end of the first epoch, or step 2 with k = 2.
        using var resumed = Some.Run([.. all, "training.steps=5"]);
        resumed.Restore(checkpoint);
        resumed.Train([], default);

        Assert.Equal(5, resumed.State.Step);
        Assert.Equal(straight.State.Counters(), resumed.State.Counters());
        Assert.Empty(Snapshot.Of(straight.State).DifferencesTo(Snapshot.Of(resumed.State)));
        Assert.Equal(Grid(straight), Grid(resumed));
    }

    [Fact]
    public void Nothing_but_the_checkpoint_makes_them_equal()
    {
        using var scope = NewDisposeScope();
        using var straight = Some.QuickRun("training.steps=4");
        straight.Train([], default);

        using var shorter = Some.QuickRun("training.steps=3");
        shorter.Train([], default);

        Assert.NotEmpty(Snapshot.Of(straight.State).DifferencesTo(Snapshot.Of(shorter.State)));
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

    private static float[] Grid(TrainingRun run) =>
        new Sampler(run.State.Average, run.Device).Draw([0, 1, 2, 3], SamplePicture.Labels(4, run.State.Average.Classes));
}
