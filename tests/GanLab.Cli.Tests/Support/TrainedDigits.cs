namespace GanLab.Cli.Tests.Support;

/// <summary>One conditional run that several tests sample from and none changes.</summary>
public sealed class TrainedDigits : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TrainedDigits() => Training = Tiny.Digits(folder.In("runs"));

    internal Gan Training { get; }

    internal string Run => folder.In("runs", "00000-dcgan-glyphs-16-conditional");

    internal string Generator => Path.Combine(Run, "g.pt");

    public void Dispose() => folder.Dispose();
}
