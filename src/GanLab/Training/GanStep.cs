using GanLab.Acceleration;
using GanLab.Configuration;
using GanLab.Losses;
using GanLab.Modules;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>One round of Algorithm 1 (Goodfellow et al. 2014): k discriminator updates and one generator update.</summary>
/// <remarks>
/// While one player learns the other is held still (<see cref="Freeze"/>): none of its tensors changes. It is mathematics
/// only: when to stop, what to log and what to save are for others. The round is <see cref="RepeatedWork"/>: what it draws it
/// takes, what it is asked about afterwards it keeps, and the host counts outside of it.
/// </remarks>
/// <param name="state">The players.</param>
/// <param name="loss">What they minimise.</param>
/// <param name="training">k, order and whether fakes are shared.</param>
/// <param name="weightClip">Bound on the discriminator's weights after its updates; 0 for none.</param>
/// <param name="latents">Where generated samples start.</param>
/// <param name="device">Where the tensors are.</param>
/// <param name="gradientPenalty">λ of <see cref="GradientPenalty"/> in the discriminator's objective; 0 for none.</param>
/// <param name="work">Repeats the round; stays the caller's. Null for one that runs the code each time.</param>
public sealed class GanStep(
    TrainingState state, GanLoss loss, TrainingConfig training, double weightClip, LatentSource latents, ComputeDevice device,
    double gradientPenalty = 0, RepeatedWork? work = null)
{
    private readonly DiscriminatorObjective objective = new(state.Discriminator, loss, gradientPenalty, device);
    private readonly WeightAverage average = new(state.Average, training.AverageDecay);
    private readonly RepeatedWork work = work ?? RepeatedWork.Never();
    private Func<RealBatch> reals = () => throw new InvalidOperationException("Real batches are there within Run.");

    internal readonly record struct Fakes(Tensor Samples, Tensor? Labels);

    /// <summary>Performs the round and advances the state by one step.</summary>
    /// <param name="next">Gives the next real batch; called k times. The step's scope owns what it makes.</param>
    /// <param name="scores">Receives losses, scores and gradient norms.</param>
    public void Run(Func<RealBatch> next, ScoreBoard scores)
    {
        using var scope = NewDisposeScope();
        reals = next;
        if (device.Recorder is not null)
        {
            state.Updates.Wait(); // a repetition does not come by the waits within
        }

        foreach (var update in work.Run(Round))
        {
            Record(update, scores);
        }

        average.Update(state.Generator, state.Step);
        state.Step++;
    }

    internal void Record(PlayerUpdate update, ScoreBoard scores)
    {
        if (update is { RealScores: { } realScores, FakeScores: { } fakeScores })
        {
            state.SamplesSeen += realScores.shape[0];
            state.Watch.SeeDiscriminator(update.Norms, state.Step + 1);
            scores.AddDiscriminator(update.Objective, realScores, fakeScores, update.Norms.Gradient, update.Penalty);
        }
        else
        {
            state.Watch.SeeGenerator(update.Norms, state.Step + 1);
            scores.AddGenerator(update.Objective, update.Norms.Gradient);
        }
    }

    internal PlayerUpdate UpdateDiscriminator(RealBatch real, Fakes? shared, int k)
    {
        using var scope = NewDisposeScope();
        using var still = new Freeze(state.Generator);
        var fakes = shared ?? GenerateUnrecorded("discriminator", () => DiscriminatorUpdate(k));
        fakes = fakes with { Samples = fakes.Samples.detach() };

        state.Discriminator.zero_grad();
        var (value, total, realScores, fakeScores, penalty) =
            objective.Backpropagate(real, fakes, () => work.Take(() => latents.DrawShares(DiscriminatorUpdate(k))));
        state.Updates.Wait();
        state.DiscriminatorOptimizer.step();
        if (weightClip > 0)
        {
            WeightClipping.Apply(state.Discriminator, weightClip);
        }

        return new PlayerUpdate(value, state.Watch.MeasureDiscriminator(total), realScores, fakeScores, penalty).Keep(work);
    }

    internal PlayerUpdate UpdateGenerator(RealBatch real, Fakes? shared)
    {
        using var scope = NewDisposeScope();
        using var still = new Freeze(state.Discriminator);
        var fakes = shared ?? Generate("generator", () => state.Step);

        state.Generator.zero_grad();
        var realScores = loss.NeedsRealsForGenerator ? objective.Score(real.Samples, real.Labels) : null;
        var fakeScores = objective.Score(fakes.Samples, fakes.Labels);
        var value = loss.Generator(new ScoredBatch(realScores, fakeScores, real.Samples, fakes.Samples));
        value.backward();
        state.Updates.Wait();
        state.GeneratorOptimizer.step();
        return new PlayerUpdate(value, state.Watch.MeasureGenerator(value)).Keep(work);
    }

    private IReadOnlyList<PlayerUpdate> Round()
    {
        var updates = new List<PlayerUpdate>(training.DiscriminatorSteps + 1);
        var generatorFirst = training.Order == PlayerOrder.GeneratorFirst;
        Fakes? shared = training.ShareFakes ? Generate("generator", () => state.Step) : null;
        var sharing = generatorFirst ? 0 : training.DiscriminatorSteps - 1; // the discriminator update next to the generator's

        var real = NextReals();
        if (generatorFirst)
        {
            updates.Add(UpdateGenerator(real, shared));
        }

        for (var k = 0; k < training.DiscriminatorSteps; k++)
        {
            real = k == 0 ? real : NextReals();
            updates.Add(UpdateDiscriminator(real, k == sharing ? shared : null, k));
        }

        if (!generatorFirst)
        {
            updates.Add(UpdateGenerator(real, shared));
        }

        return updates;
    }

    private RealBatch NextReals()
    {
        var (samples, labels) = work.Take(() =>
        {
            var (samples, labels) = reals();
            return (samples, labels);
        });
        return new RealBatch(samples, labels);
    }

    private long DiscriminatorUpdate(int k) => (state.Step * training.DiscriminatorSteps) + k;

    // The number of the draw is asked for anew in each round.
    private Fakes Generate(string player, Func<long> number)
    {
        var (vectors, labels) = work.Take(() => latents.Draw(player, number()));
        using var autocast = device.Autocast();
        return new Fakes(state.Generator.call(vectors, labels), labels);
    }

    private Fakes GenerateUnrecorded(string player, Func<long> number)
    {
        using var recordNothing = no_grad();
        return Generate(player, number);
    }
}
