using System.Globalization;
using System.Xml.Linq;
using GanLab.Configuration;
using GanLab.Data;
using GanLab.Formats;
using GanLab.Runs.Reports;
using GanLab.Training;
using static TorchSharp.torch;

namespace GanLab.Runs;

/// <summary>At the end of training, writes report.html: a run on one page, which needs no other file to be shown.</summary>
/// <remarks>Stands after the observers whose pictures, metrics and generator it shows.</remarks>
/// <param name="run">What to report on, and where to.</param>
/// <param name="config">What the run was made from.</param>
/// <param name="dataset">What it learned from.</param>
public sealed class ReportWriter(RunFolder run, ExperimentConfig config, IDataset dataset) : ITrainingObserver
{
    /// <inheritdoc/>
    public void OnStopped(TrainingState state, TrainingOutcome outcome)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(run.Path));
        var table = MetricsTable.Read(run.MetricsCsv);
        AtomicFile.WriteAllText(run.Report, HtmlPage.Write(
            $"{name} – GanLab",
            new XElement("h1", $"{config.Model.Name} on {dataset.Name}"),
            new XElement("p", new XAttribute("class", "soft"), run.Path),
            Outcome(state, outcome),
            HealthList.Draw(run),
            Facts(state, table),
            Heading("Samples"),
            PictureRow.Draw(run),
            Heading("Curves"),
            new XElement(
                "div",
                new XAttribute("class", "charts"),
                LineChart.Draw("Losses", table, "loss/d", "loss/g"),
                LineChart.Draw("Scores", table, "score/real", "score/fake"),
                LineChart.Draw("Gradient norms", table, "grad/d", "grad/g"),
                LineChart.Draw("Diversity and distance of a fixed batch", table.Where("diversity/fixed"), "diversity/fixed", "distance/swd")),
            Commands(outcome),
            Heading("Settings"),
            new XElement("p", new XElement("mark", "Marked"), " settings depart from the defaults."),
            SettingCards.Draw(config)));
    }

    private static XElement Outcome(TrainingState state, TrainingOutcome outcome)
    {
        var (kind, text) = outcome switch
        {
            TrainingOutcome.Finished => ("", "Finished: all steps are done."),
            TrainingOutcome.TimeUp => (" unfinished", "Time was up; everything is saved."),
            TrainingOutcome.Interrupted => (" unfinished", "Stopped on request; everything is saved."),
            _ => (" failed", DivergenceText.Sentence(state)),
        };
        return new XElement("p", new XAttribute("class", $"outcome{kind}"), text);
    }

    private XElement Facts(TrainingState state, MetricsTable table)
    {
        List<(string Name, string Value)> facts =
        [
            ("steps", Number(state.Step)),
            ("samples seen", Number(state.SamplesSeen)),
            ("samples in the data set", dataset.Count is { } count ? Number(count) : "endless"),
            ("a sample", dataset.Shape.ToString()),
            ("generator parameters", Number(Size(state.Generator))),
            ("discriminator parameters", Number(Size(state.Discriminator))),
        ];
        if (table.Count > 0)
        {
            facts.Add(("samples/s, median", Number((long)table.Column("samples/s").Order().ElementAt(table.Count / 2))));
        }

        return new XElement(
            "dl",
            new XAttribute("class", "facts"),
            facts.Select(fact => new XElement("div", new XElement("dt", fact.Name), new XElement("dd", fact.Value))));
    }

    private object[] Commands(TrainingOutcome outcome)
    {
        var commands = new List<string>();
        if (File.Exists(run.Generator))
        {
            commands.Add(ShellCommand.Of("gan", "sample", "--checkpoint", run.Generator, "--n", "64"));
        }

        if (outcome is TrainingOutcome.Interrupted or TrainingOutcome.TimeUp)
        {
            commands.Add(ShellCommand.Of("gan", "train", "--resume", run.Path));
        }

        return commands.Count == 0 ? [] : [Heading("Go on"), .. commands.Select(command => new XElement("code", command))];
    }

    private static XElement Heading(string text) => new("h2", text);

    private static long Size(nn.Module network) => network.parameters().Sum(parameter => parameter.numel());

    private static string Number(long number) => number.ToString("n0", CultureInfo.InvariantCulture);
}
