using static TorchSharp.torch;

namespace GanLab.Modules;

/// <summary>A part of a run that changes from step to step, as named tensors and counters that can be saved and put back.</summary>
/// <remarks>
/// To put a part back: <see cref="Prepare"/> with the names that were saved, then copy over what <see cref="Tensors"/>
/// gives, then <see cref="SetCounters"/>.
/// </remarks>
public interface IStateful
{
    /// <summary>The tensors there are now, each under a name of its own; they stay the part's.</summary>
    IEnumerable<(string Name, Tensor Tensor)> Tensors();

    /// <summary>The counters there are now, each under a name of its own.</summary>
    IEnumerable<(string Name, long Value)> Counters() => [];

    /// <summary>Makes <see cref="Tensors"/> give those that were saved: what comes only with the first step is made, or taken away.</summary>
    /// <param name="saved">The names that <see cref="Tensors"/> gave when the part was saved.</param>
    void Prepare(IReadOnlySet<string> saved)
    {
    }

    /// <summary>Puts back what <see cref="Counters"/> gave.</summary>
    /// <param name="saved">Exactly the names that <see cref="Counters"/> gives now.</param>
    void SetCounters(IReadOnlyDictionary<string, long> saved)
    {
    }
}
