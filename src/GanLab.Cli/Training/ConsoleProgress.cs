using System.Diagnostics;
using GanLab.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace GanLab.Cli.Training;

/// <summary>A progress bar that is drawn over itself, for people who watch.</summary>
internal sealed class ConsoleProgress : ITrainingObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private const int BarWidth = 20; // leaves room for the numbers on a screen of 80 columns

    private readonly ProgressTask bar;
    private readonly Lines text;
    private readonly long steps;
    private readonly TimeLeft left;
    private readonly Stopwatch sinceShown = Stopwatch.StartNew();
    private string numbers = "starting";

    private ConsoleProgress(ProgressTask bar, Lines text, long steps, TimeLeft left) =>
        (this.bar, this.text, this.steps, this.left) = (bar, text, steps, left);

    /// <summary>Shows the bar on <paramref name="console"/> while <paramref name="train"/> runs with it as an observer.</summary>
    internal static TrainingOutcome Show(IAnsiConsole console, long steps, TimeLeft left, Func<ITrainingObserver, TrainingOutcome> train)
    {
        var text = new Lines();
        var progress = console.Progress().AutoClear(true).Columns(new ProgressBarColumn { Width = BarWidth }, text);
        progress.RefreshRate = Interval;
        return progress.Start(context =>
        {
            var bar = context.AddTask("training", maxValue: steps == long.MaxValue ? 1 : steps);
            bar.IsIndeterminate = steps == long.MaxValue;
            return train(new ConsoleProgress(bar, text, steps, left));
        });
    }

    /// <inheritdoc/>
    public void OnMetrics(TrainingState state, TrainingMetrics metrics) => numbers = $"{ProgressText.Numbers(metrics)}\n{ProgressText.Health(metrics)}";

    /// <inheritdoc/>
    public void OnStep(TrainingState state)
    {
        if (sinceShown.Elapsed < Interval && state.Step < steps)
        {
            return;
        }

        sinceShown.Restart();
        bar.Value = Math.Min(state.Step, bar.MaxValue);
        text.Shown = $"{ProgressText.Step(state.Step, steps)}  left {ProgressText.Duration(left.Estimate())}\n{numbers}";
    }

    // Spectre's own column for descriptions puts everything on one line.
    private sealed class Lines : ProgressColumn
    {
        internal string Shown { get; set; } = "starting";

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(Shown);
    }
}
