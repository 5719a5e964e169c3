using GanLab.Configuration;
using static TorchSharp.torch;

namespace GanLab.Optimizers;

/// <summary>Makes the optimizers that a configuration can name.</summary>
public static class OptimizerCatalog
{
    /// <summary>The names, in the order to show them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["adam", "adamw", "rmsprop", "sgd"];

    /// <summary>An optimizer over the parameters of <paramref name="network"/>; the caller disposes it.</summary>
    /// <exception cref="ConfigException">There is no optimizer of that name.</exception>
    public static TorchSharp.Modules.OptimizerHelper Create(OptimizerConfig config, nn.Module network) => config.Name switch
    {
        "adam" => optim.Adam(
            network.parameters(), config.LearningRate, config.Beta1, config.Beta2, config.Epsilon, config.WeightDecay),
        "adamw" => optim.AdamW(
            network.parameters(), config.LearningRate, config.Beta1, config.Beta2, config.Epsilon, config.WeightDecay),
        "rmsprop" => optim.RMSProp(
            network.parameters(), config.LearningRate, config.Alpha, config.Epsilon, config.WeightDecay, config.Momentum),
        "sgd" => optim.SGD(network.parameters(), config.LearningRate, config.Momentum, weight_decay: config.WeightDecay),
        _ => throw new ConfigException(Suggestion.UnknownName("optimizer", config.Name, Names)),
    };
}
