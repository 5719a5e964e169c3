using GanLab.Experiment;
using GanLab.Losses;
using GanLab.Modules;
using GanLab.Optimizers;
using GanLab.Tests.Support;
using GanLab.Training;
using static TorchSharp.torch;

namespace GanLab.Tests.Training;

public class GanStepTests
{
    public static TheoryData<string> Models() => ["dcgan", "mlp", "sngan"];

    private static ScoreBoard Board(string loss = "non-saturating") => new(LossCatalog.Find(loss));

    private static IEnumerable<string> Of(string player, IEnumerable<string> names) =>
        names.Where(name => name.StartsWith($"{player}/", StringComparison.Ordinal) || name.StartsWith($"{player}_optimizer/", StringComparison.Ordinal));

    private static void Take(TrainingRun run, int steps, Func<RealBatch>? reals = null)
    {
        using var scores = Board();
        var (step, next) = (run.Step(), reals ?? Some.Reals(run));
        for (var i = 0; i < steps; i++)
        {
            step.Run(next, scores);
        }
    }

    private static void UpdateDiscriminator(TrainingRun run, RealBatch real, GanStep.Fakes? fakes, ScoreBoard scores)
    {
        var step = run.Step();
        step.Record(step.UpdateDiscriminator(real, fakes, 0), scores);
    }

    private static void UpdateGenerator(TrainingRun run, RealBatch real, GanStep.Fakes? fakes, ScoreBoard scores)
    {
        var step = run.Step();
        step.Record(step.UpdateGenerator(real, fakes), scores);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_discriminator_update_changes_the_discriminator_and_no_byte_of_anything_else(string model)
    {
        using var scope = NewDisposeScope();
        using var run = Some.Run($"model.name={model}", "model.conditional=true");
        using var scores = Board();
        Take(run, 1); // so that optimizers and statistics have something to lose
        var before = Snapshot.Of(run.State);

        UpdateDiscriminator(run, Some.Reals(run)(), null, scores);

        var changed = before.DifferencesTo(Snapshot.Of(run.State));
        Assert.Equal(changed, Of("discriminator", changed));
        Assert.All(run.State.Discriminator.named_parameters(), pair => Assert.Contains($"discriminator/{pair.name}", changed));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void A_generator_update_changes_the_generator_and_no_byte_of_anything_else(string model)
    {
        using var scope = NewDisposeScope();
        using var run = Some.Run($"model.name={model}", "model.conditional=true");
        using var scores = Board();
        Take(run, 1);
        var before = Snapshot.Of(run.State);

        UpdateGenerator(run, Some.Reals(run)(), null, scores);

        var changed = before.DifferencesTo(Snapshot.Of(run.State));
        Assert.Equal(changed, Of("generator", changed));
        Assert.All(run.State.Generator.named_parameters(), pair => Assert.Contains($"generator/{pair.name}", changed));
    }

    [Theory]
    [InlineData("discriminator-first")]
    [InlineData("generator-first")]
    public void Ten_steps_of_k_3_are_thirty_discriminator_and_ten_generator_updates(string order)
    {
        using var scope = NewDisposeScope();
        using var run = Some.QuickRun("training.discriminatorSteps=3", $"training.order={order}");
        var asked = 0;
        var reals = Some.Reals(run);

        Take(run, 10, () =>
        {
            asked++;
            return reals();
        });

        var counters = run.State.Counters();
        Assert.Equal(30, asked);
        Assert.Equal(10, counters["step"]);
        Assert.Equal(30 * run.Config.Training.BatchSize, counters["samples_seen"]);
        Assert.All(run.State.Discriminator.named_parameters(), pair => Assert.Equal(30, counters[$"discriminator_optimizer/{pair.name}"]));
        Assert.All(run.State.Generator.named_parameters(), pair => Assert.Equal(10, counters[$"generator_optimizer/{pair.name}"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // one pass gives the fakes of both players
    public void Running_statistics_count_each_players_own_updates(bool share)
    {
        using var scope = NewDisposeScope();
        using var run = Some.Run("training.discriminatorSteps=3", $"training.shareFakes={share}");

        Take(run, 4);

        long Batches(nn.Module network) =>
            network.named_buffers().First(pair => pair.name.EndsWith("num_batches_tracked", StringComparison.Ordinal)).buffer.item<long>();
        Assert.Equal(4, Batches(run.State.Generator));
        Assert.Equal(2 * 3 * 4, Batches(run.State.Discriminator)); // real and fake batches
    }

    [Fact]
    public void Wasserstein_keeps_the_critic_in_its_box_and_not_the_generator()
    {
        using var scope = NewDisposeScope();
        using var run = Some.QuickRun("loss.name=wasserstein", "loss.weightClip=0.01", "training.discriminatorSteps=2");

        Take(run, 2);

        Assert.All(run.State.Discriminator.parameters(), weight => Assert.InRange(weight.abs().max().item<float>(), 0, 0.01f));
        Assert.Contains(run.State.Generator.parameters(), weight => weight.abs().max().item<float>() > 0.01f);
    }

    [Fact]
    public void A_gradient_penalty_adds_its_weighted_gradient_to_the_discriminators_and_is_told()
    {
        using var scope = NewDisposeScope();
        using var run = Some.QuickRun("loss.gradientPenalty=10", "discriminatorOptimizer.name=sgd", "discriminatorOptimizer.learningRate=1");
        using var plain = Some.QuickRun("discriminatorOptimizer.name=sgd", "discriminatorOptimizer.learningRate=1");
        using var scores = Board();
        var (real, fakes) = (Some.Reals(run)(), new GanStep.Fakes(Some.Images(5, run.Dataset.Shape), null));
        var shares = new LatentSource(new GanLab.Randomness.RandomSource(run.Config.Training.Seed), 1, 0, 8, run.Device).DrawShares(0);
        using var critic = Some.QuickRun();
        var penalty = GradientPenalty.Of(
            samples => critic.State.Discriminator.call(samples, null), GradientPenalty.Between(real.Samples, fakes.Samples, shares));
        penalty.backward();

        UpdateDiscriminator(plain, real, fakes, scores);
        Assert.Equal(double.NaN, scores.Take(0, 0, 0).GradientPenalty);
        UpdateDiscriminator(run, real, fakes, scores);

        Assert.Equal(penalty.item<float>(), scores.Take(0, 0, 0).GradientPenalty, 1e-6);
        foreach (var (name, weight) in critic.State.Discriminator.named_parameters().Where(pair => pair.parameter.grad is not null))
        {
            Nearly.Equal(
                name, plain.State.Discriminator.get_parameter(name)! - (10 * weight.grad!), run.State.Discriminator.get_parameter(name)!, 1e-4);
        }
    }

    public static TheoryData<string, string> ModelsAndLosses() => new()
    {
        { "dcgan", "non-saturating" }, { "sngan", "hinge" }, { "mlp", "least-squares" }, { "mlp", "minimax" }, { "mlp", "wasserstein" },
        { "mlp", "wgan-gp" },
    };

    [Theory]
    [MemberData(nameof(ModelsAndLosses))]
    public void Backpropagating_reals_and_fakes_in_turn_is_backpropagating_both_at_once(string model, string name)
    {
        using var scope = NewDisposeScope();
        string[] settings = [$"model.name={model}", $"loss.name={name}", $"loss.gradientPenalty={(name == "wgan-gp" ? 10 : 0)}", "model.conditional=true"];
        using var inTurn = Some.Run(settings);
        using var atOnce = Some.Run(settings);
        using var scores = Board(name);
        using var others = Board(name);
        var loss = LossCatalog.Find(name);
        var joint = loss with { Discriminator = loss.Discriminator };
        Assert.Null(joint.Terms);

        var (reals, sameReals) = (Some.Reals(inTurn), Some.Reals(atOnce));
        var (step, other) = (StepOf(inTurn, loss), StepOf(atOnce, joint));
        for (var i = 0; i < 3; i++)
        {
            step.Run(reals, scores);
            other.Run(sameReals, others);
        }

        Assert.Empty(Snapshot.Of(inTurn.State).DifferencesTo(Snapshot.Of(atOnce.State)));
        Assert.Equal(others.Take(3, 0, 0), scores.Take(3, 0, 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reals_are_backpropagated_and_their_activations_gone_before_fakes_are_scored_where_the_loss_is_a_sum(bool isSum)
    {
        using var scope = NewDisposeScope();
        using var run = Some.QuickRun();
        var critic = new Witness();
        using var state = new TrainingState(
            run.State.Generator, Discriminator.From(critic, run.Dataset.Shape), run.State.Average, run.State.GeneratorOptimizer,
            OptimizerCatalog.Create(run.Config.DiscriminatorOptimizer, critic));
        using var scores = Board();
        var loss = LossCatalog.Find("non-saturating");

        new GanStep(
            state, isSum ? loss : loss with { Discriminator = loss.Discriminator }, run.Config.Training, 0, Some.Latents(run), run.Device)
            .UpdateDiscriminator(Some.Reals(run)(), null, 0);

        Assert.Equal([false, isSum], critic.HadGradient);
        Assert.Equal(isSum ? 2 : 4, critic.Live[1] - critic.Live[0]); // the term and its scores, or all of the pass
    }

    private static GanStep StepOf(TrainingRun run, GanLoss loss) => new(
        run.State, loss, run.Config.Training, run.Config.Loss.WeightClip, Some.Latents(run), run.Device, run.Config.Loss.GradientPenalty);

    // Notes at each pass whether its weight has a gradient already, and how many tensors there are.
    private sealed class Witness : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear score = nn.Linear(2, 1);

        public Witness()
            : base(nameof(Witness)) => RegisterComponents();

        public List<bool> HadGradient { get; } = [];

        public List<long> Live { get; } = [];

        public override Tensor forward(Tensor points)
        {
            Live.Add(TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
            HadGradient.Add(score.weight!.grad is { } gradient && gradient.abs().max().item<float>() > 0);
            return score.call(points.flatten(1));
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Conditional_networks_train_on_labels(string model)
    {
        using var scope = NewDisposeScope();
        using var run = Some.Run($"model.name={model}", "model.conditional=true");
        var before = Snapshot.Of(run.State);

        Take(run, 2);

        Assert.Equal(10, run.State.Generator.Classes);
        Assert.NotEmpty(before.DifferencesTo(Snapshot.Of(run.State)));
    }

    [Fact]
    public void The_average_follows_once_a_step()
    {
        using var scope = NewDisposeScope();
        using var run = Some.QuickRun("training.averageDecay=0");

        Take(run, 2);

        var average = new Snapshot(run.State.Average.state_dict());
        Assert.Empty(average.DifferencesTo(new Snapshot(run.State.Generator.state_dict())));
    }

    [Theory]
    [InlineData("non-saturating", true)]
    [InlineData("wasserstein", false)]
    public void Logged_scores_are_mean_probabilities_where_scores_are_logits(string loss, bool areLogits)
    {
        using var scope = NewDisposeScope();
        using var run = Some.QuickRun($"loss.name={loss}");
        using var scores = Board(loss);
        var real = Some.Reals(run)();
        var raw = run.State.Discriminator.call(real.Samples, null).detach();
        var expected = (areLogits ? 1 / (1 + (-raw).exp()) : raw).mean().item<float>();

        UpdateDiscriminator(run, real, null, scores);

        Assert.Equal(expected, scores.Take(0, 0, 0).RealScore, 1e-6);
    }

    [Fact]
    public void A_step_leaves_as_many_tensors_as_it_found()
    {
        using var run = Some.Run("model.conditional=true");
        using var scores = Board();
        var step = run.Step();
        var next = Some.Reals(run);
        step.Run(next, scores);
        scores.Take(0, 0, 0);
        var before = TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

        step.Run(next, scores);
        scores.Take(0, 0, 0);

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }
}
