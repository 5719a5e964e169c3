using System.Xml.Linq;
using GanLab.Experiment;
using GanLab.Runs;
using GanLab.Runs.Reports;
using GanLab.Tests.Support;
using GanLab.Training;
using Microsoft.Extensions.Logging.Abstractions;

namespace GanLab.Tests.Runs;

public sealed class ReportWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private TrainingRun Open(params string[] settings) => Some.QuickRun([$"run.directory={folder.Path}", .. settings]);

    private static XElement Page(RunFolder run) => XDocument.Parse(File.ReadAllText(run.Report)).Root!;

    private (RunFolder Folder, XElement Page) Train(params string[] settings)
    {
        using var run = Open(settings);
        var into = RunFolder.Create(run.Config, 1);
        run.Train(into, [], default);
        return (into, Page(into));
    }

    private XElement Stop(TrainingRun run, TrainingOutcome outcome)
    {
        var into = RunFolder.Create(run.Config, 1);
        new ReportWriter(into, run.Config, run.Dataset).OnStopped(run.State, outcome);
        return Page(into);
    }

    [Fact]
    public void The_page_shows_the_outcome_pictures_curves_and_the_command_to_sample()
    {
        var (into, page) = Train("training.steps=4", "run.sampleEvery=1");

        Assert.Equal("mlp on ring8", page.Descendants("h1").Single().Value);
        Assert.Contains("Finished", page.Value);
        Assert.Equal(["the data", "step 0", "step 2", "step 4"], page.Descendants("img").Select(image => (string)image.Attribute("alt")!));
        Assert.Equal(4, page.Descendants("svg").Count());
        Assert.Equal(ShellCommand.Of("gan", "sample", "--checkpoint", into.Generator, "--n", "64"), page.Descendants("code").Single().Value);
    }

    [Fact]
    public void The_pictures_are_those_of_the_folder()
    {
        var (into, page) = Train("training.steps=2");

        var sources = page.Descendants("img").Select(image => (string)image.Attribute("src")!).ToArray();
        Assert.All(sources, source => Assert.StartsWith("data:image/png;base64,", source));
        Assert.Equal(
            new[] { into.Reals, into.Sample(0), into.Sample(2) }.Select(File.ReadAllBytes),
            sources.Select(source => Convert.FromBase64String(source[(source.IndexOf(',') + 1)..])));
    }

    [Fact]
    public void The_page_needs_nothing_from_elsewhere_and_no_script()
    {
        var (_, page) = Train();

        Assert.Empty(page.Descendants("script").Concat(page.Descendants("link")));
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Value.StartsWith("http", StringComparison.Ordinal));
        Assert.Contains("prefers-color-scheme: dark", page.Descendants("style").Single().Value);
    }

    [Fact]
    public void Elements_that_HTML_does_not_close_by_themselves_are_never_empty()
    {
        var (_, page) = Train();

        Assert.Equal(["img", "meta"], page.Descendants()
            .Where(element => element.IsEmpty && !element.Ancestors("svg").Any()).Select(element => element.Name.LocalName).Distinct().Order());
    }

    [Fact]
    public void Settings_that_depart_from_the_defaults_are_marked()
    {
        var (_, page) = Train("loss.name=least-squares");

        var marked = page.Descendants("tr").Where(row => (string?)row.Attribute("class") == "departs")
            .ToDictionary(row => row.Element("th")!.Value + row.Ancestors("table").Single().Element("caption")!.Value, row => row);
        Assert.Equal("least-squares", marked["nameloss"].Element("td")!.Value);
        Assert.Equal("default: non-saturating", (string)marked["nameloss"].Attribute("title")!);
        Assert.DoesNotContain("beta1generatorOptimizer", marked.Keys);
    }

    [Fact]
    public void Names_of_folders_are_text_whatever_they_are()
    {
        const string Hostile = "</td><script>alert('1')</script>&amp;\"\u0001\uFFFF";
        using var run = Open();
        using var hostile = TrainingRun.Over(
            run.Dataset, run.Config with { Data = run.Config.Data with { Directory = Hostile } }, Some.Cpu, NullLogger.Instance);

        var page = Stop(hostile, TrainingOutcome.Finished);

        Assert.Empty(page.Descendants("script"));
        Assert.Equal(
            "</td><script>alert('1')</script>&amp;\"\uFFFD\uFFFD",
            page.Descendants("tr").Single(row => row.Element("th")!.Value == "directory" && row.Element("td")!.Value.Contains("alert")).Element("td")!.Value);
    }

    [Theory]
    [InlineData(TrainingOutcome.Finished, "Finished")]
    [InlineData(TrainingOutcome.TimeUp, "Time was up")]
    [InlineData(TrainingOutcome.Interrupted, "Stopped")]
    [InlineData(TrainingOutcome.Diverged, "diverged")]
    public void A_run_without_metrics_or_pictures_has_a_report_too(TrainingOutcome outcome, string said)
    {
        using var run = Open();

        var page = Stop(run, outcome);

        Assert.Contains(said, page.Value);
        Assert.Contains("No metrics were written.", page.Value);
        Assert.Empty(page.Descendants("img"));
    }

    [Fact]
    public void A_run_that_was_stopped_says_how_to_go_on()
    {
        using var run = Open();

        Assert.Contains("gan train --resume ", Stop(run, TrainingOutcome.Interrupted).Descendants("code").Single().Value);
        Assert.Empty(Stop(run, TrainingOutcome.Diverged).Descendants("code"));
    }

    [Theory]
    [InlineData(new long[] { }, new long[] { })]
    [InlineData(new long[] { 7 }, new long[] { 7 })]
    [InlineData(new long[] { 0, 9 }, new long[] { 0, 9 })]
    [InlineData(new long[] { 0, 10, 20, 500, 1000 }, new long[] { 0, 500, 1000 })]
    public void The_grids_shown_are_the_first_the_one_halfway_and_the_last(long[] steps, long[] expected) =>
        Assert.Equal(expected, PictureRow.Chosen(steps));

    [SkippableFact]
    public void A_command_can_be_pasted_whatever_the_folder_is_called()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows quotes otherwise");

        Assert.Equal("gan sample runs/0-a.b_c", ShellCommand.Of("gan", "sample", "runs/0-a.b_c"));
        Assert.Equal("'a b' '$(rm x)' 'it'\\''s'", ShellCommand.Of("a b", "$(rm x)", "it's"));
    }
}
