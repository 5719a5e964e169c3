using System.Globalization;

namespace GanLab.Soak;

/// <summary>A training small enough that saving is most of what it does.</summary>
internal sealed class TinyTraining(string runs)
{
    private static readonly string[] Settings =
    [
        "--dataset", "ring8", "--batch", "8", "--device", "cpu", "--checkpoint-every", "3", "--sample-every", "50",
        "--set", "model.generatorWidth=8", "--set", "model.discriminatorWidth=8", "--set", "compute.threads=1", "--set", "run.logEvery=5",
    ];

    /// <summary>The folder of the first run.</summary>
    internal string Run { get; } = Path.Combine(runs, "00000-mlp-ring8");

    /// <summary>The arguments that start it from the beginning.</summary>
    internal IEnumerable<string> Anew(long steps, params string[] more) =>
        ["train", .. Settings, "--out", runs, "--steps", Text(steps), .. more];

    /// <summary>The arguments that go on with it.</summary>
    internal IEnumerable<string> GoOn(long steps, params string[] more) => ["train", "--resume", Run, "--steps", Text(steps), .. more];

    private static string Text(long steps) => steps.ToString(CultureInfo.InvariantCulture);
}
