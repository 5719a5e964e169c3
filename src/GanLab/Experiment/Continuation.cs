using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Data;

namespace GanLab.Experiment;

/// <summary>What may be different when a run goes on, and what must be agreed to.</summary>
/// <remarks>
/// When to stop, what to watch and what to write, where and how often may change freely, and so may the folder of the data, whose content is
/// known by its hash. Anything else would make another run of it, and is taken only where it is named.
/// </remarks>
public sealed record Continuation
{
    private static readonly string[] Free =
    [
        "training.steps", "training.epochs", "training.maxMinutes", "data.directory", "health.alarms", "health.evaluateEvery", "health.retries",
    ];

    private const string FreeSection = "run.";
    private const string FirstWeights = "training.initFrom"; // and its hash

    /// <summary>The settings that may change although they make another run of it, for instance "training.batchSize".</summary>
    public IReadOnlyCollection<string> Accepted { get; init; } = [];

    /// <summary>Whether the data set may hold something else than it did.</summary>
    public bool AcceptsOtherData { get; init; }

    /// <summary>The settings that change and make another run of it, accepted or not.</summary>
    public static IEnumerable<SettingChange> Departures(ExperimentConfig saved, ExperimentConfig wanted) =>
        SettingChange.Between(saved, wanted)
            .Where(change => !Free.Contains(change.Path) && !change.Path.StartsWith(FreeSection, StringComparison.Ordinal));

    /// <summary>A saved configuration with what may change freely as another has it.</summary>
    /// <param name="saved">What a checkpoint says: in all else it counts.</param>
    /// <param name="other">What config.json says.</param>
    public static ExperimentConfig Extended(ExperimentConfig saved, ExperimentConfig other)
    {
        var builder = new ConfigBuilder().Overlay(ConfigBuilder.ToJson(saved), "the checkpoint");
        foreach (var change in SettingChange.Between(saved, other).Except(Departures(saved, other)))
        {
            builder.Set(change.Path, change.To, "config.json");
        }

        return builder.Build();
    }

    /// <summary>Requires that every departure is accepted.</summary>
    /// <exception cref="ConfigException">Some are not; each is a problem with both values and how to accept it.</exception>
    public void Require(ExperimentConfig saved, ExperimentConfig wanted)
    {
        string[] problems = [.. Departures(saved, wanted).Select(Problem).OfType<string>()];
        if (problems.Length > 0)
        {
            throw new ConfigException(problems);
        }
    }

    private string? Problem(SettingChange change)
    {
        if (change.Path.StartsWith(FirstWeights, StringComparison.Ordinal))
        {
            return $"{change.Path} says where a run began, and cannot change when it goes on; for other weights start another run with --init-from.";
        }

        return Accepted.Contains(change.Path) ? null
            : $"{change.Path} is {Shown(change.From)} in the run, {Shown(change.To)} was asked for; "
                + $"to change it all the same write --set {change.Path}={change.To}";
    }

    /// <summary>Requires that a checkpoint was made by this configuration from these data, as far as it says.</summary>
    /// <exception cref="ConfigException">It was not, and the difference is not accepted.</exception>
    internal void Require(string checkpoint, CheckpointHeader header, ExperimentConfig wanted, IDataset dataset)
    {
        if (header.Configuration is { } json)
        {
            Require(Read(json, checkpoint), wanted);
        }

        // Whoever changes what is taken from the data has agreed that the samples change.
        var choosesOtherData = Accepted.Any(path => path.StartsWith("data.", StringComparison.Ordinal));
        if (header.DataHash is { } hash && hash != dataset.ContentHash && !AcceptsOtherData && !choosesOtherData)
        {
            if (header.Dataset is { } name && name != dataset.Name && !DatasetCatalog.Names.Contains(name))
            {
                throw new ConfigException(
                    $"'{checkpoint}' learned from '{name}', a data set of somebody's own program; only a program that opens it can go on.");
            }

            throw new ConfigException(
                $"The data set is not the one that '{checkpoint}' learned from: its SHA-256 is {dataset.ContentHash[..12]}…, it was {hash[..Math.Min(12, hash.Length)]}…. "
                + "Restore the data, or go on with the new ones by --accept-changed-data.");
        }
    }

    /// <summary>The configuration that a checkpoint or config.json holds.</summary>
    /// <param name="json">A whole configuration; settings that its version did not know have their defaults.</param>
    /// <param name="source">For messages.</param>
    /// <exception cref="ConfigException">It holds something else.</exception>
    public static ExperimentConfig Read(string json, string source) => new ConfigBuilder().Overlay(json, source).Build();

    private static string Shown(string value) => value.Length > 0 ? value : "''";
}
