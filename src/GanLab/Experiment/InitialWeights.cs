using GanLab.Checkpoints;
using GanLab.Configuration;
using GanLab.Runs;
using GanLab.Training;

namespace GanLab.Experiment;

/// <summary>Begins a training with weights from another (transfer): what is to be learned starts there, and all else afresh.</summary>
internal static class InitialWeights
{
    /// <summary>What is wrong with a path to take weights from, as far as a glance tells; null for nothing, and for "".</summary>
    internal static string? Problem(string path) => path.Length == 0 || File.Exists(path) || Directory.Exists(path) ? null
        : $"There is no '{path}' to take weights from; give a g.pt, a state dict (.pt, .pth, .safetensors), a checkpoint folder or a run folder.";

    // Of a run folder, its newest checkpoint that is whole or else its g.pt.
    private static string Find(string path)
    {
        if (Problem(path) is { } problem)
        {
            throw new ConfigException(problem);
        }

        if (!File.Exists(Path.Combine(path, "config.json")))
        {
            return path;
        }

        var run = RunFolder.Open(path);
        return run.LatestCheckpoint().Step is { } newest ? run.Checkpoint(newest)
            : File.Exists(run.Generator) ? run.Generator
            : throw new ConfigException($"The run '{path}' has neither a whole checkpoint nor a g.pt to take weights from.");
    }

    /// <summary>Reads the weights that a configuration names, and completes it with what they are.</summary>
    /// <exception cref="ConfigException">The source is absent, or not the one that the configuration was made with.</exception>
    internal static (ExperimentConfig Config, SavedWeights? Weights) Read(ExperimentConfig config)
    {
        var training = config.Training;
        if (training.InitFrom.Length == 0)
        {
            return (config, null);
        }

        var weights = SavedWeights.Read(Find(training.InitFrom));
        return training.InitFromSha256.Length == 0 || training.InitFromSha256 == weights.Sha256
            ? (config with { Training = training with { InitFrom = weights.Source, InitFromSha256 = weights.Sha256 } }, weights)
            : throw new ConfigException(
                $"'{weights.Source}' is not what training.initFromSha256 says: its SHA-256 is {weights.Sha256}. "
                + "Restore that file, or take this one with --set training.initFromSha256=.");
    }

    /// <summary>Puts the weights into the players, and the generator's into the average too.</summary>
    /// <returns>A sentence about what was taken and what was not.</returns>
    /// <exception cref="CheckpointMismatchException">A tensor does not fit, or is not finite; nothing was changed.</exception>
    internal static string Apply(SavedWeights weights, TrainingState state)
    {
        var (generator, discriminator) = (state.Generator.state_dict(), state.Discriminator.state_dict());
        TensorMap.RequireFit(weights.Source, weights.Generator, generator);
        TensorMap.RequireFinite(weights.Source, weights.Generator, generator);
        if (weights.Discriminator is { } other)
        {
            TensorMap.RequireFit(weights.Source, other, discriminator);
            TensorMap.RequireFinite(weights.Source, other, discriminator);
            TensorMap.Load(weights.Source, other, discriminator);
        }

        TensorMap.Load(weights.Source, weights.Generator, generator);
        TensorMap.Load(weights.Source, weights.Generator, state.Average.state_dict());
        var taken = weights.Discriminator is null
            ? "the generator and its average; the discriminator starts afresh, as do"
            : "generator, its average and discriminator; afresh start";
        return $"weights from '{weights.Source}' (SHA-256 {weights.Sha256[..12]}…): {taken} optimizers and counters";
    }
}
