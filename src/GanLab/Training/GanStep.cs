using GanLab.Acceleration;
using GanLab.Configuration;
using GanLab.Losses;
using GanLab.Modules;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>One round of Algorithm 1 (Goodfellow et al. 2014): k discriminator updates and one generator update.</summary>
/// <remarks>
/// While one player learns the other is held still (<see cref="Freeze"/>): none of its tensors changes. It is mathematics
/// only: when to stop, what to log and what to save are for others.
/// </remarks>
/// <param name="state">The players.</param>
/// <param name="loss">What they minimise.</param>
/// <param name="training">k, order and whether fakes are shared.</param>
/// <param name="weightClip">Bound on the discriminator's weights after its updates; 0 for none.</param>
/// <param name="latents">Where generated samples start.</param>
/// <param name="device">Where the tensors are.</param>
/// <param name="gradientPenalty">λ of <see cref="GradientPenalty"/> in the discriminator's objective; 0 for none.</param>
public sealed class GanStep(
    TrainingState state, GanLoss loss, TrainingConfig training, double weightClip, LatentSource latents, ComputeDevice device,
    double gradientPenalty = 0)
{
    private readonly WeightAverage average = new(state.Average, training.AverageDecay);

    internal readonly record struct Fakes(Tensor Samples, Tensor? Labels);

    /// <summary>Performs the round and advances the state by one step.</summary>
    /// <param name="next">Gives the next real batch; called k times. The step's scope owns what it makes.</param>
    /// <param name="scores">Receives losses, scores and gradient norms.</param>
    public void Run(Func<RealBatch> next, ScoreBoard scores)
    {
        using var scope = NewDisposeScope();
        var generatorFirst = training.Order == PlayerOrder.GeneratorFirst;
        Fakes? shared = training.ShareFakes ? Generate("generator", state.Step) : null;
        var sharing = generatorFirst ? 0 : training.DiscriminatorSteps - 1; // the discriminator update next to the generator's

        var real = next();
        if (generatorFirst)
        {
            UpdateGenerator(real, shared, scores);
        }

        for (var k = 0; k < training.DiscriminatorSteps; k++)
        {
            real = k == 0 ? real : next();
            UpdateDiscriminator(real, k == sharing ? shared : null, k, scores);
        }

        if (!generatorFirst)
        {
            UpdateGenerator(real, shared, scores);
        }

        average.Update(state.Generator, state.Step);
        state.Step++;
    }

    internal void UpdateDiscriminator(RealBatch real, Fakes? shared, int k, ScoreBoard scores)
    {
        using var scope = NewDisposeScope();
        using var still = new Freeze(state.Generator);
        var number = (state.Step * training.DiscriminatorSteps) + k;
        var fakes = shared ?? GenerateUnrecorded("discriminator", number);
        fakes = fakes with { Samples = fakes.Samples.detach() };

        state.Discriminator.zero_grad();
        var realScores = Score(real.Samples, real.Labels);
        var fakeScores = Score(fakes.Samples, fakes.Labels);
        var objective = loss.Discriminator(new ScoredBatch(realScores, fakeScores, real.Samples, fakes.Samples));
        var penalty = gradientPenalty > 0 ? Penalty(real, fakes, number) : null;
        var total = penalty is null ? objective : objective + (gradientPenalty * penalty);
        total.backward();
        state.DiscriminatorOptimizer.step();
        if (weightClip > 0)
        {
            WeightClipping.Apply(state.Discriminator, weightClip);
        }

        state.SamplesSeen += real.Samples.shape[0];
        scores.AddDiscriminator(objective, realScores, fakeScores, state.Watch.Discriminator(total, state.Step + 1), penalty);
    }

    internal void UpdateGenerator(RealBatch real, Fakes? shared, ScoreBoard scores)
    {
        using var scope = NewDisposeScope();
        using var still = new Freeze(state.Discriminator);
        var fakes = shared ?? Generate("generator", state.Step);

        state.Generator.zero_grad();
        var realScores = loss.NeedsRealsForGenerator ? Score(real.Samples, real.Labels) : null;
        var fakeScores = Score(fakes.Samples, fakes.Labels);
        var objective = loss.Generator(new ScoredBatch(realScores, fakeScores, real.Samples, fakes.Samples));
        objective.backward();
        state.GeneratorOptimizer.step();
        scores.AddGenerator(objective, state.Watch.Generator(objective, state.Step + 1));
    }

    private Fakes Generate(string player, long index)
    {
        var (vectors, labels) = latents.Draw(player, index);
        using var autocast = device.Autocast();
        return new Fakes(state.Generator.call(vectors, labels), labels);
    }

    private Fakes GenerateUnrecorded(string player, long index)
    {
        using var recordNothing = no_grad();
        return Generate(player, index);
    }

    // Without autocast. A point between a real and a generated sample counts as one of the real one's class.
    private Tensor Penalty(RealBatch real, Fakes fakes, long number) => GradientPenalty.Of(
        samples => state.Discriminator.call(samples, real.Labels),
        GradientPenalty.Between(real.Samples, fakes.Samples, latents.DrawShares(number)));

    // Scores leave autocast in fp32: losses are computed there.
    private Tensor Score(Tensor samples, Tensor? labels)
    {
        using var autocast = device.Autocast();
        return state.Discriminator.call(samples, labels).to(ScalarType.Float32);
    }
}
