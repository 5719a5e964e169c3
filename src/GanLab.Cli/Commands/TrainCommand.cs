using System.CommandLine;
using GanLab.Cli.Training;
using GanLab.Configuration;
using GanLab.Experiment;

namespace GanLab.Cli.Commands;

/// <summary>gan train: a configuration in, a run folder out.</summary>
internal sealed class TrainCommand : ExampledCommand
{
    private readonly SettingOption[] settings =
    [
        SettingOption.Value("--model", "NAME", "model.name", "The networks, from 'gan list models' (default: what suits the data set)."),
        SettingOption.Value("--dataset", "NAME", "data.name", "What to learn from, from 'gan list datasets' (default: glyphs)."),
        SettingOption.Value("--data", "DIR", "data.directory", "The folder that the data set is in, or the file of a pack."),
        SettingOption.Value("--loss", "NAME", "loss.name", "What the players minimise, from 'gan list losses' (default: non-saturating)."),
        SettingOption.Value("--k", "K", "training.discriminatorSteps", "Discriminator updates for each update of the generator (default: 1)."),
        SettingOption.Value("--size", "PIXELS", "data.size", "Height and width of the images (default: the data set's)."),
        SettingOption.Value("--batch", "N", "training.batchSize", "Samples in one batch (default: 64)."),
        SettingOption.Value(Steps, "N", "training.steps", "Stop after N updates of the generator."),
        SettingOption.Value(Epochs, "N", "training.epochs", "Stop after N passes over the data, instead of --steps."),
        SettingOption.Value(MaxMinutes, "M", "training.maxMinutes", "Stop after M minutes at the latest, and save."),
        SettingOption.Value("--seed", "S", "training.seed", "Seed of everything random (default: 0)."),
        SettingOption.Value("--device", "DEVICE", "compute.device", "auto, cpu, cuda or, for the second of several, cuda:1 (default: auto)."),
        SettingOption.Value("--precision", "FORMAT", "compute.precision", "auto, fp32, tf32 (on CUDA) or bf16 (default: auto)."),
        SettingOption.Switch("--deterministic", "compute.deterministic", "Make equal runs give equal bits on CUDA too."),
        SettingOption.Switch("--conditional", "model.conditional", "Tell the networks the class of each sample."),
        SettingOption.Value("--out", "DIR", "run.directory", "The folder that receives numbered run folders (default: runs)."),
        SettingOption.Value(TrainingStart.InitFrom, "PATH", "training.initFrom", "Begin with the weights of a g.pt, state dict, checkpoint or run (transfer)."),
        SettingOption.Value("--sample-every", "N", "run.sampleEvery", "Steps between two pictures; 0 for the first and last only."),
        SettingOption.Value("--checkpoint-every", "N", "run.checkpointEvery", "Steps between two checkpoints; 0 for the last only."),
    ];

    private const string Steps = "--steps";
    private const string Epochs = "--epochs";
    private const string MaxMinutes = "--max-minutes";

    private readonly Option<string> preset = Text("--preset", "NAME", "Start from these settings, from 'gan list presets'.");

    private readonly Option<string> configFile = Text(
        "--config", "FILE", "Start from a JSON file of settings, such as the config.json of a run.");

    private readonly Option<string[]> assignments = new("--set")
    {
        HelpName = "PATH=VALUE",
        Description = "Change any setting, as often as you like; --dry-run shows them all.",
    };

    private readonly Option<string> resume = Text(
        "--resume", "RUN", "Go on with a run folder, or from a checkpoint folder in it; 'auto' takes the newest run in --out, or starts one.");

    private readonly Option<bool> otherData = Flag("--accept-changed-data", "Go on with --resume although the data set holds something else now.");

    private readonly Option<bool> dryRun = Flag("--dry-run", "Print the settings in full and do nothing.");

    internal TrainCommand()
        : base(
            "train", "Train a GAN and write pictures, checkpoints and the generator into a run folder.",
            "gan train --model dcgan --dataset mnist --steps 3000 --set generatorOptimizer.learningRate=1e-4")
    {
        foreach (var option in settings.Select(setting => setting.Option).Concat([preset, configFile, assignments, resume, otherData, dryRun]))
        {
            Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        var screen = Screen.Of(result);
        var given = SettingOption.Given(settings, result);
        var wanted = new ExperimentRequest
        {
            Preset = result.GetValue(preset),
            ConfigFile = result.GetValue(configFile),
            Options = [.. StoppingByEpochs(given), .. given],
            Settings = result.GetValue(assignments) ?? [],
        };
        var start = new TrainingStart(screen, wanted, result.GetValue(dryRun));
        return result.GetValue(resume) is { } run ? start.GoOn(run, result.GetValue(otherData)) : start.Anew();
    }

    // Presets say when to stop in steps, which would come first.
    private static IEnumerable<ConfigOption> StoppingByEpochs(ConfigOption[] given) =>
        (given.Any(option => option.Source == Steps), given.Any(option => option.Source == Epochs)) switch
        {
            (true, true) => throw new ConfigException("--steps and --epochs both say when to stop; give one of them."),
            (false, true) => [new(Path: "training.steps", Value: "0", Source: Epochs)],
            _ => [],
        };
}
