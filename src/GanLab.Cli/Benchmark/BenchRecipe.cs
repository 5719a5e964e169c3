using GanLab.Configuration;
using GanLab.Experiment;

namespace GanLab.Cli.Benchmark;

/// <summary>What is timed unless asked for otherwise: the step that programs in PyTorch take with each model.</summary>
internal static class BenchRecipe
{
    // Presets for CIFAR-10 leave the networks as in their papers. The average of the generator is no part of those programs.
    private static readonly ConfigOption[] Common = [new("data.name", "cifar10"), new("training.averageDecay", "0")];

    // As in https://github.com/pytorch/examples/tree/main/dcgan; with several updates of the discriminator each draws its own.
    private static readonly ConfigOption SharedFakes = new("training.shareFakes", "true");

    /// <summary>The configuration, with sizes that suit the model and with what was asked for over them.</summary>
    /// <param name="options">Settings that have options of their own.</param>
    /// <param name="settings">"path=value" settings, which override everything.</param>
    /// <exception cref="ConfigException">Anything is wrong; all problems at once.</exception>
    internal static ExperimentConfig Resolve(IReadOnlyList<ConfigOption> options, IReadOnlyList<string> settings)
    {
        ExperimentRequest Over(params ConfigOption[] beneath) =>
            new() { Options = [.. Common, .. beneath, .. options], Settings = settings };

        var shape = ShapeFor(Over().Asked("model.name"));
        RequireShape(Over(shape));
        var config = Over(shape).Resolve();
        RequireBatch(config);
        return config.Training.DiscriminatorSteps > 1 ? config : Over([.. shape, SharedFakes]).Resolve();
    }

    // Elsewhere 0 stands for what the data set has, and here there is none.
    private static void RequireShape(ExperimentRequest request)
    {
        if (((string[])["data.size", "data.channels"]).FirstOrDefault(path => request.Asked(path) == "0") is { } path)
        {
            throw new ConfigException($"{path} is 0, and random images have no size of their own; leave it away for the model's, or give another.");
        }
    }

    // Before networks are made for it, which takes minutes at such sizes.
    private static void RequireBatch(ExperimentConfig config)
    {
        var (batch, size, channels) = (config.Training.BatchSize, config.Data.Size, config.Data.Channels);
        if ((Int128)batch * size * size * channels > Array.MaxLength)
        {
            throw new ConfigException(FormattableString.Invariant(
                $"{batch:n0} images of {size}x{size} pixels are more numbers than a batch can hold, {Array.MaxLength:n0}; use a smaller --batch or --size."));
        }
    }

    private static ConfigOption[] ShapeFor(string model)
    {
        var (size, channels) = model switch
        {
            "mlp" => ("28", "1"),
            "sngan" => ("32", "3"),
            _ => ("64", "3"),
        };
        return [new("data.size", size), new("data.channels", channels)];
    }
}
