using System.Globalization;
using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Runs;

namespace GanLab.Cli.Inspection;

/// <summary>A run folder as a table: what it was made from, and every checkpoint with its worth.</summary>
internal static class RunTable
{
    /// <summary>Reads every byte of every checkpoint, to say whether it is whole.</summary>
    internal static void Write(RunFolder run, TextWriter output)
    {
        var config = new ConfigBuilder().Overlay(File.ReadAllText(run.Config), run.Config).Build();
        output.WriteLine($"run of GanLab: {config.Model.Name} on {config.Data.Name}");
        FactTable.Write(output, [("configuration", ConfigBuilder.ToJson(config))]);

        var steps = run.CheckpointSteps();
        var latest = run.LatestCheckpoint();
        var best = run.BestCheckpoints(config.Run.BestMetric, config.Run.BestIs);
        output.WriteLine(steps.Count == 0 ? "no checkpoints" : "checkpoints");
        foreach (var step in steps)
        {
            output.WriteLine($"  {Path.GetFileName(run.Checkpoint(step))}  {Worth(run, step, config.Run.BestMetric)}"
                + $"{(step == latest.Step ? ", the latest" : "")}{(best is [var first, ..] && step == first ? ", the best" : "")}");
        }
    }

    private static string Worth(RunFolder run, long step, string metric)
    {
        try
        {
            var header = Checkpoint.Verify(run.Checkpoint(step));
            return header.Metrics.TryGetValue(metric, out var value)
                ? string.Create(CultureInfo.InvariantCulture, $"whole, {metric} {value:g6}")
                : "whole";
        }
        catch (Exception exception) when (exception is MalformedFileException or IOException or UnauthorizedAccessException)
        {
            return $"damaged: {exception.Message.ReplaceLineEndings(" ")}";
        }
    }
}
