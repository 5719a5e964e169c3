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
    public IReadOnlyList<ConfigOption> Options { get; init; } = [];

    /// <summary>"path=value" settings; they override everything.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The whole configuration of a run to go on with, which lies beneath all that is asked for in place of defaults and presets.</summary>
    public ExperimentConfig? Basis { get; init; }

    /// <summary>What a setting was asked to be, or its default: without the presets that would apply by themselves.</summary>
    /// <param name="path">Section and name, for instance "run.directory".</param>
    public string Asked(string path) => Lay(new ConfigBuilder()).Get(path);

    /// <summary>The configuration: defaults, then presets, the file, the options and the settings, each over those before.</summary>
    /// <exception cref="ConfigException">Anything is wrong; all problems at once.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public ExperimentConfig Resolve()
    {
        var builder = Basis is null ? OverPresets() : Lay(new ConfigBuilder().Overlay(ConfigBuilder.ToJson(Basis), "the run"));
        RejectUnknown(builder, "model", ModelCatalog.Names);
        RejectUnknown(builder, "loss", [.. LossCatalog.All.Select(loss => loss.Name)]);
        RejectUnknown(builder, "data", DatasetCatalog.Names);
        foreach (var problem in Consistency.Problems(builder.Draft()))
        {
            builder.Reject(problem);
        }

        // A run that goes on does not begin anew with them.
        if (Basis is null && InitialWeights.Problem(builder.Get("training.initFrom")) is { } absent)
        {
            builder.Reject(absent);
        }

        return WithDatasetDefaults(builder.Build());
    }

    private ConfigBuilder OverPresets()
    {
        // What is asked for decides what lies beneath it, so it is laid down more than once: to look, and on top.
        var dataset = Lay(new ConfigBuilder()).Get("data.name");
        var asked = Lay(Usual(dataset));
        var builder = Usual(dataset);
        foreach (var name in Preset is null ? Presets.For(dataset, asked.Get("model.name"), asked.Get("loss.name")) : [])
        {
            builder.Overlay(Presets.Read(name), $"preset {name}");
        }

        return Lay(builder);
    }

    /// <summary>The data set that a configuration names.</summary>
    public static DatasetRequest Request(ExperimentConfig config) => new()
    {
        Name = config.Data.Name,
        Directory = config.Data.Directory.Length > 0 ? config.Data.Directory : null,
        Size = config.Data.Size > 0 ? config.Data.Size : null,
        Channels = config.Data.Channels > 0 ? config.Data.Channels : null,
        Partition = config.Data.Partition,
        Seed = config.Training.Seed,
    };

    private static ConfigBuilder Usual(string dataset) =>
        new ConfigBuilder().Set("model.name", Presets.UsualModel(dataset), "default");

    private ConfigBuilder Lay(ConfigBuilder builder)
    {
        if (Preset is not null && !Presets.Names.Contains(Preset))
        {
            builder.Reject(Suggestion.UnknownName("preset", Preset, Presets.Names));
        }
        else if (Preset is not null)
        {
            builder.Overlay(Presets.Read(Preset), $"preset {Preset}");
        }

        if (ConfigFile is not null && !File.Exists(ConfigFile))
        {
            builder.Reject($"There is no file '{ConfigFile}' to take settings from; give a JSON file such as the config.json of a run.");
        }
        else if (ConfigFile is not null)
        {
            builder.OverlayFile(ConfigFile);
        }

        foreach (var option in Options)
        {
            builder.Set(option.Path, option.Value, option.Source);
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

    // The configuration says what the run really uses, so zeros that mean "the set's own" are filled in.
    private static ExperimentConfig WithDatasetDefaults(ExperimentConfig config)
    {
        var shape = DatasetCatalog.Describe(config.Data.Name).ShapeFor(Request(config));
        var data = config.Data with
        {
            Size = config.Data.Size > 0 ? config.Data.Size : shape.Height,
            Channels = config.Data.Channels > 0 || config.Data.Name == "ring8" ? config.Data.Channels : shape.Channels,
        };
        return config with { Data = data };
    }
}
