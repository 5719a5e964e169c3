using GanLab.Configuration;
using GanLab.Data;
using GanLab.Losses;
using GanLab.Models;

namespace GanLab.Experiment;

/// <summary>What somebody asked for, before presets and defaults have filled the rest in.</summary>
public sealed record ExperimentRequest
{
    /// <summary>A preset to start from; null for those that suit the data set, model and loss.</summary>
    public string? Preset { get; init; }

    /// <summary>A configuration file with departures, for instance the config.json of another run; null for none.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Settings that have names of their own, such as options on the command line; they override the file.</summary>
    /// <remarks>The name is for messages: "--batch: training.batchSize takes a whole number, not 'x'."</remarks>
    public IReadOnlyList<(string Name, string Path, string Value)> Options { get; init; } = [];

    /// <summary>"path=value" settings; they override everything.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The configuration: defaults, then presets, the file, the options and the settings, each over those before.</summary>
    /// <exception cref="ConfigException">Anything is wrong; all problems at once.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public ExperimentConfig Resolve()
    {
        // What is asked for decides which presets lie beneath it, so it is laid down twice: to look, and on top.
        var asked = Lay(new ConfigBuilder(), withPresets: false);
        var builder = Lay(new ConfigBuilder(), withPresets: true, asked);
        RejectUnknown(builder, "model", ModelCatalog.Names);
        RejectUnknown(builder, "loss", [.. LossCatalog.All.Select(loss => loss.Name)]);
        RejectUnknown(builder, "data", DatasetCatalog.Names);
        var config = builder.Build();
        var problems = DatasetCatalog.Problems(Request(config));
        return problems.Count == 0 ? WithDatasetDefaults(config) : throw new ConfigException(problems);
    }

    /// <summary>The data set that a configuration names.</summary>
    public static DatasetRequest Request(ExperimentConfig config) => new()
    {
        Name = config.Data.Name,
        Directory = config.Data.Directory.Length > 0 ? config.Data.Directory : null,
        Size = config.Data.Size > 0 ? config.Data.Size : null,
        Channels = config.Data.Channels > 0 ? config.Data.Channels : null,
        Seed = config.Training.Seed,
    };

    private ConfigBuilder Lay(ConfigBuilder builder, bool withPresets, ConfigBuilder? asked = null)
    {
        if (withPresets && asked is not null)
        {
            var (dataset, model, loss) = (asked.Get("data.name"), Model(asked), asked.Get("loss.name"));
            builder.Set("model.name", model, "preset");
            foreach (var name in Preset is null && ConfigFile is null ? Presets.For(dataset, model, loss) : [])
            {
                builder.Overlay(Presets.Read(name), $"preset {name}");
            }
        }

        if (Preset is not null)
        {
            builder.Overlay(Presets.Read(Preset), $"preset {Preset}");
        }

        if (ConfigFile is not null)
        {
            builder.Overlay(File.ReadAllText(ConfigFile), ConfigFile);
        }

        foreach (var (name, path, value) in Options)
        {
            builder.Set(path, value, name);
        }

        foreach (var setting in Settings)
        {
            builder.Set(setting);
        }

        return builder;
    }

    private static void RejectUnknown(ConfigBuilder builder, string section, IReadOnlyList<string> known)
    {
        var name = builder.Get($"{section}.name");
        if (!known.Contains(name))
        {
            builder.Reject(Suggestion.UnknownName(section == "data" ? "data set" : section, name, known));
        }
    }

    private string Model(ConfigBuilder asked)
    {
        var isChosen = Options.Any(option => option.Path == "model.name")
            || Settings.Any(setting => setting.StartsWith("model.name=", StringComparison.Ordinal))
            || ConfigFile is not null || Preset is not null;
        return isChosen ? asked.Get("model.name") : Presets.UsualModel(asked.Get("data.name"));
    }

    // The configuration says what the run really uses, so zeros that mean "the set's own" are filled in.
    private static ExperimentConfig WithDatasetDefaults(ExperimentConfig config)
    {
        var description = DatasetCatalog.Describe(config.Data.Name);
        var data = config.Data with
        {
            Size = config.Data.Size > 0 ? config.Data.Size : description.Size,
            Channels = config.Data.Channels > 0 || config.Data.Name == "ring8" ? config.Data.Channels : description.Channels,
        };
        return config with { Data = data };
    }
}
