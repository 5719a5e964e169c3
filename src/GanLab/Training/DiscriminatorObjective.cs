using GanLab.Acceleration;
using GanLab.Losses;
using GanLab.Modules;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>What the discriminator learns from: its loss on a real and a generated batch, and the gradient penalty where there is one.</summary>
/// <param name="discriminator">Scores the samples, and receives the gradients.</param>
/// <param name="loss">Of the scores.</param>
/// <param name="penaltyWeight">λ of <see cref="GradientPenalty"/>; 0 for none.</param>
/// <param name="device">Where it computes.</param>
internal sealed class DiscriminatorObjective(Discriminator discriminator, GanLoss loss, double penaltyWeight, ComputeDevice device)
{
    /// <summary>What came of a backward pass, without its graph.</summary>
    /// <param name="Loss">Without the penalty, a scalar.</param>
    /// <param name="Total">With the weighted penalty where there is one, a scalar: what the gradient is of.</param>
    /// <param name="RealScores">[N].</param>
    /// <param name="FakeScores">[N].</param>
    /// <param name="Penalty">Without its weight, a scalar; null where there is none.</param>
    internal readonly record struct Values(Tensor Loss, Tensor Total, Tensor RealScores, Tensor FakeScores, Tensor? Penalty);

    /// <summary>Scores [N] under autocast, which leave it in fp32: losses are computed there.</summary>
    internal Tensor Score(Tensor samples, Tensor? labels)
    {
        using var autocast = device.Autocast();
        return discriminator.call(samples, labels).to(ScalarType.Float32);
    }

    /// <summary>Adds the gradient of all of it to the discriminator's; the caller's scope owns what is returned.</summary>
    /// <param name="real">A batch of the data.</param>
    /// <param name="fakes">As many generated samples, detached.</param>
    /// <param name="drawShares">For <see cref="GradientPenalty.Between"/>; asked for only where there is a penalty.</param>
    internal Values Backpropagate(RealBatch real, GanStep.Fakes fakes, Func<Tensor> drawShares)
    {
        var values = loss.Terms is { } terms ? InTurn(terms, real, fakes) : AtOnce(real, fakes);
        if (penaltyWeight > 0)
        {
            var (penalty, weighted) = BackpropagatePenalty(real, fakes, drawShares());
            values = values with { Total = values.Loss + weighted, Penalty = penalty };
        }

        return values;
    }

    private Values AtOnce(RealBatch real, GanStep.Fakes fakes)
    {
        using var scope = NewDisposeScope();
        var (realScores, fakeScores) = (Score(real.Samples, real.Labels), Score(fakes.Samples, fakes.Labels));
        var value = loss.Discriminator(new ScoredBatch(realScores, fakeScores, real.Samples, fakes.Samples));
        value.backward();
        var result = Result(value);
        return new Values(result, result, Result(realScores), Result(fakeScores), null);
    }

    // The activations of one batch at a time.
    private Values InTurn(ScoreTerms terms, RealBatch real, GanStep.Fakes fakes)
    {
        var (realTerm, realScores) = BackpropagateTerm(terms.Real, real.Samples, real.Labels);
        var (fakeTerm, fakeScores) = BackpropagateTerm(terms.Fake, fakes.Samples, fakes.Labels);
        var sum = realTerm + fakeTerm;
        return new Values(sum, sum, realScores, fakeScores, null);
    }

    private (Tensor Value, Tensor Scores) BackpropagateTerm(Func<Tensor, Tensor> term, Tensor samples, Tensor? labels)
    {
        using var scope = NewDisposeScope();
        var scores = Score(samples, labels);
        var value = term(scores);
        value.backward();
        return (Result(value), Result(scores));
    }

    // Without autocast. A point between a real and a generated sample counts as one of the real one's class.
    private (Tensor Penalty, Tensor Weighted) BackpropagatePenalty(RealBatch real, GanStep.Fakes fakes, Tensor shares)
    {
        using var scope = NewDisposeScope();
        var penalty = GradientPenalty.Of(
            samples => discriminator.call(samples, real.Labels), GradientPenalty.Between(real.Samples, fakes.Samples, shares));
        var weighted = penaltyWeight * penalty;
        weighted.backward();
        return (Result(penalty), Result(weighted));
    }

    private static Tensor Result(Tensor value) => value.detach().MoveToOuterDisposeScope();
}
