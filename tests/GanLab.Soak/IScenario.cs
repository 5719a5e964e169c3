namespace GanLab.Soak;

/// <summary>One way in which a run can be harmed, and what must hold all the same.</summary>
internal interface IScenario
{
    /// <summary>What --only calls it.</summary>
    string Name { get; }

    /// <summary>What must hold, in a sentence.</summary>
    string Promise { get; }

    /// <summary>Tries it, and returns the measured figures in a few words.</summary>
    /// <exception cref="BrokenPromiseException">It does not hold.</exception>
    /// <exception cref="CannotBeTriedException">It cannot be tried on this machine.</exception>
    string Try(Amount amount, Random random);
}
