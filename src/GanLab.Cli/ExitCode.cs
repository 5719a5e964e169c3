namespace GanLab.Cli;

/// <summary>What the program tells whoever started it.</summary>
internal static class ExitCode
{
    /// <summary>Everything asked for is done.</summary>
    internal const int Done = 0;

    /// <summary>It was asked for rightly and could not be done.</summary>
    internal const int Failed = 1;

    /// <summary>What was asked for makes no sense; nothing was touched.</summary>
    internal const int Misuse = 2;

    /// <summary>A loss is no longer a number.</summary>
    internal const int Diverged = 3;

    /// <summary>Stopped by a signal; training has saved.</summary>
    internal const int Interrupted = 130;
}
