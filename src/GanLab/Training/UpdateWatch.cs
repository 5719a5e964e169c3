using GanLab.Modules;
using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>Notices in which update of which player something first was no number.</summary>
internal sealed class UpdateWatch(Generator generator, Discriminator discriminator) : IDisposable
{
    private const long MostUpdates = 4096; // in one step; k is at most 1,000

    private readonly PlayerWatch generatorWatch = new("generator", generator);
    private readonly PlayerWatch discriminatorWatch = new("discriminator", discriminator);
    private long next;

    /// <summary>Measures an update of the generator; the caller's scope owns the norms.</summary>
    /// <param name="objective">The loss, a scalar.</param>
    internal UpdateNorms MeasureGenerator(Tensor objective) => generatorWatch.Measure(objective);

    /// <summary>The same for the discriminator.</summary>
    internal UpdateNorms MeasureDiscriminator(Tensor objective) => discriminatorWatch.Measure(objective);

    /// <summary>Looks at an update of the generator. Updates are to be seen in the order in which they were made.</summary>
    /// <param name="norms">What was measured.</param>
    /// <param name="step">The step that the update belongs to.</param>
    internal void SeeGenerator(UpdateNorms norms, long step) => generatorWatch.See(norms.All, Number(step));

    /// <summary>The same for the discriminator.</summary>
    internal void SeeDiscriminator(UpdateNorms norms, long step) => discriminatorWatch.See(norms.All, Number(step));

    /// <summary>Where training first ceased to compute with numbers; null while it does. Syncs with the device.</summary>
    internal NonFinite? First()
    {
        var (ofGenerator, ofDiscriminator) = (generatorWatch.First(), discriminatorWatch.First());
        var first = ofGenerator is null || ofDiscriminator?.Update < ofGenerator.Value.Update ? ofDiscriminator : ofGenerator;
        return first is var (update, tensor) ? new NonFinite(update / MostUpdates, tensor) : null;
    }

    /// <summary>Whether all that was seen was finite, as scalars on the device, one for each player that was; the caller's scope owns them.</summary>
    internal IEnumerable<Tensor> Finite() => new[] { generatorWatch.Finite(), discriminatorWatch.Finite() }.OfType<Tensor>();

    /// <summary>Forgets what was seen: the state has been put back to where everything was a number.</summary>
    internal void Forget()
    {
        generatorWatch.Dispose();
        discriminatorWatch.Dispose();
    }

    public void Dispose() => Forget();

    // Updates are numbered in the order in which they are made, so that the first of two players is known.
    private long Number(long step)
    {
        next = Math.Max(next + 1, step * MostUpdates);
        if (next >= (step + 1) * MostUpdates)
        {
            next = step * MostUpdates; // the run has gone back to an earlier step
        }

        return next;
    }
}
