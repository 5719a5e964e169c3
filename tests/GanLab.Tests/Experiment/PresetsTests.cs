using System.Text.Json.Nodes;
using GanLab.Configuration;
using GanLab.Experiment;
using GanLab.Tests.Support;
using GanLab.Training;
using Microsoft.Extensions.Logging.Abstractions;

namespace GanLab.Tests.Experiment;

public class PresetsTests
{
    public static TheoryData<string> Names() => [.. Presets.Names];

    // What costs time, and what needs files.
    private static string[] Smaller(ExperimentConfig config) =>
    [
        "compute.device=cpu", "compute.threads=1", "model.generatorWidth=4", "model.discriminatorWidth=4", "training.batchSize=4",
        "training.steps=1", $"data.name={(config.Data.Name == "ring8" ? "ring8" : "glyphs")}", "data.directory=", "data.size=16",
    ];

    [Fact]
    public void There_are_presets() => Assert.NotEmpty(Presets.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_preset_is_valid_and_trains(string name)
    {
        var builder = new ConfigBuilder().Overlay(Presets.Read(name), name);
        foreach (var setting in Smaller(builder.Build()))
        {
            builder.Set(setting);
        }

        using var run = TrainingRun.Open(builder.Build(), NullLogger.Instance);

        Assert.Equal(TrainingOutcome.Finished, run.Train([new Recorder()], default));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_preset_holds_only_departures_from_the_defaults(string name)
    {
        var defaults = JsonNode.Parse(ConfigBuilder.ToJson(new ExperimentConfig()))!;
        var settings = JsonNode.Parse(Presets.Read(name))!.AsObject()
            .SelectMany(section => section.Value!.AsObject().Select(setting => (Section: section.Key, Name: setting.Key, setting.Value)));

        Assert.All(settings, setting => Assert.NotEqual(
            defaults[setting.Section]![setting.Name]!.ToJsonString(), setting.Value!.ToJsonString()));
    }

    /// <summary>What <c>--preset NAME</c> gives is what its name says, data set, model and loss.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_preset_by_name_brings_what_it_is_named_after(string name)
    {
        var config = new ConfigBuilder().Overlay(Presets.Read(name), name).Build();

        Assert.Contains(name, Presets.For(config.Data.Name, config.Model.Name, config.Loss.Name));
    }

    [Fact]
    public void An_unknown_preset_is_answered_with_the_nearest_name() =>
        Assert.Contains("'mnist-dcgan'", Assert.Throws<ConfigException>(() => Presets.Read("mnist-dcgn")).Message);
}
