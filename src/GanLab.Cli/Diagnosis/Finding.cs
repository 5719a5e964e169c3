namespace GanLab.Cli.Diagnosis;

/// <summary>How a part of the machine is.</summary>
internal enum Health
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Training runs, but something will be slow or refused.</summary>
    Warning,

    /// <summary>Training cannot run.</summary>
    Missing,
}

/// <summary>What was found out about a part of the machine.</summary>
/// <param name="Name">The part.</param>
/// <param name="Value">What it is.</param>
/// <param name="Health">How it is.</param>
/// <param name="Remedy">The line to type, or what to do; null where nothing needs doing.</param>
internal sealed record Finding(string Name, string Value, Health Health = Health.Good, string? Remedy = null);
