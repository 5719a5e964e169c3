using System.CommandLine;
using GanLab.Configuration;
using GanLab.Data;
using GanLab.Experiment;
using GanLab.Losses;
using GanLab.Models;

namespace GanLab.Cli.Commands;

/// <summary>gan list: the names that other commands take.</summary>
internal sealed class ListCommand : ExampledCommand
{
    private static readonly string[] Kinds = ["models", "datasets", "losses", "presets"];

    private readonly Argument<string> kind = new Argument<string>("WHAT") { Description = "models, datasets, losses or presets." }.NotEmpty();

    internal ListCommand()
        : base("list", "List the models, data sets, losses or presets that there are.", "gan list models")
    {
        Add(kind);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        var wanted = result.GetRequiredValue(kind);
        var rows = Rows(wanted).ToArray();
        var width = rows.Max(row => row.Name.Length);
        foreach (var (name, summary) in rows)
        {
            result.InvocationConfiguration.Output.WriteLine($"{name.PadRight(width)}  {summary}");
        }

        return ExitCode.Done;
    }

    private static IEnumerable<(string Name, string Summary)> Rows(string kind) => kind switch
    {
        "models" => ModelCatalog.All.Select(model => (model.Name, model.Summary)),
        "datasets" => DatasetCatalog.All.Select(dataset => (dataset.Name, dataset.Text)),
        "losses" => LossCatalog.All.Select(loss => (loss.Name, loss.Summary)),
        "presets" => Presets.Names.Select(name => (name, OnOneLine(Presets.Read(name)))),
        _ => throw new ConfigException(Suggestion.UnknownName("list", kind, Kinds)),
    };

    private static string OnOneLine(string json) =>
        string.Join(' ', json.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)).TrimStart('{').TrimEnd('}').Trim();
}
