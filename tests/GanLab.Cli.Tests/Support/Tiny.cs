namespace GanLab.Cli.Tests.Support;

/// <summary>Trainings that take a moment.</summary>
internal static class Tiny
{
    /// <summary>Conditional digits of 16 pixels, on networks that hardly deserve the name.</summary>
    internal static Gan Digits(string runs, params string[] more) => Gan.Run(
    [
        "train", "--dataset", "glyphs", "--conditional", "--size", "16", "--batch", "4", "--out", runs,
        .. Small(), .. Unless("--steps", "4", more), .. more,
    ]);

    /// <summary>Points in the plane.</summary>
    internal static Gan Points(string runs, params string[] more) => Gan.Run(
        ["train", "--dataset", "ring8", "--batch", "16", "--out", runs, .. Small(), .. Unless("--steps", "20", more), .. more]);

    private static string[] Small() =>
    [
        "--set", "model.generatorWidth=4", "--set", "model.discriminatorWidth=4", "--set", "compute.threads=1",
        "--set", "run.logEvery=2", "--set", "run.sampleCount=16", "--device", "cpu",
    ];

    private static string[] Unless(string option, string value, string[] more) => more.Contains(option) ? [] : [option, value];
}
