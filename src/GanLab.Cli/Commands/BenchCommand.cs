using System.CommandLine;
using System.Globalization;
using GanLab.Cli.Benchmark;
using GanLab.Configuration;

namespace GanLab.Cli.Commands;

/// <summary>gan bench: how long a training step takes.</summary>
internal sealed class BenchCommand : ExampledCommand
{
    private readonly SettingOption[] settings =
    [
        SettingOption.Value("--model", "NAME", "model.name", "The networks (default: dcgan)."),
        SettingOption.Value("--size", "PIXELS", "data.size", "Height and width of the images (default: 64; mlp 28, sngan 32)."),
        SettingOption.Value("--batch", "N", "training.batchSize", "Images in one batch (default: 64)."),
        SettingOption.Value("--loss", "NAME", "loss.name", "What the players minimise (default: non-saturating; sngan hinge)."),
        SettingOption.Value("--k", "K", "training.discriminatorSteps", "Discriminator updates in one step (default: 1; sngan and wgan-gp 5)."),
        SettingOption.Value("--precision", "FORMAT", "compute.precision", "auto, fp32, tf32 (on CUDA) or bf16 (default: auto)."),
        SettingOption.Value("--device", "DEVICE", "compute.device", "auto, cpu, cuda or cuda:1 (default: auto)."),
        SettingOption.Value("--threads", "N", "compute.threads", "CPU threads (default: $OMP_NUM_THREADS, or all processors)."),
    ];

    private readonly Option<string[]> assignments = new("--set")
    {
        HelpName = "PATH=VALUE",
        Description = "Change any setting of gan train, as often as you like.",
    };

    private readonly Option<string> steps = Text("--steps", "N", "Steps to time (default: 10).");
    private readonly Option<bool> profile = Flag("--profile", "Also show which operators the step spends its time in.");
    private readonly Option<bool> serve = Flag("--serve", "Answer what is asked on stdin, line by line: run N, profile N, memory, parameters.");

    internal BenchCommand()
        : base(
            "bench", "Time the training step on random images: by default the one with which pytorch/examples trains its DCGAN.",
            "gan bench --model dcgan --size 64 --batch 64")
    {
        foreach (var option in settings.Select(setting => setting.Option).Concat([assignments, steps, profile, serve]))
        {
            Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        var count = StepTimer.ReadCount("--steps", result.GetValue(steps) ?? "10");
        if (result.GetValue(serve) && (result.GetValue(steps) is not null || result.GetValue(profile)))
        {
            throw new ConfigException("--serve takes steps and profiles when stdin asks for them; leave --steps and --profile away.");
        }

        var config = Configure(result);
        var screen = Screen.Of(result);
        if (result.GetValue(serve))
        {
            Serve(config, screen);
            return ExitCode.Done;
        }

        using var signals = new StopSignals(screen, "Stopping after this step; another Ctrl-C ends at once.");
        try
        {
            Time(config, count, result.GetValue(profile), screen, signals.Token);
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }

    private static void Serve(ExperimentConfig config, Screen screen)
    {
        using var timer = new StepTimer(config, StepTimer.Open(config.Compute));
        timer.Prepare();
        TimingServer.Run(timer, Console.In, screen.Output);
    }

    private static void Time(ExperimentConfig config, int count, bool profiles, Screen screen, CancellationToken stop)
    {
        var device = StepTimer.Open(config.Compute);
        // Before the networks and the batch are made: large ones take long.
        screen.Error.WriteLine(
            $"{StepTimer.Describe(device)}; {config.Model.Name}, {config.Data.Size}x{config.Data.Size} pixels, batch {config.Training.BatchSize}");
        using var timer = new StepTimer(config, device);
        using (var progress = new PercentLine(screen, "warming up"))
        {
            timer.Prepare(progress, stop);
        }

        double milliseconds;
        using (var progress = new PercentLine(screen, "timing"))
        {
            milliseconds = timer.Run(count, progress, stop);
        }

        screen.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{milliseconds:f2} ms per step (median of {count}), {StepReport.Rate(config.Training, milliseconds)}"));
        screen.Output.WriteLine(StepReport.Describe(timer, milliseconds));
        if (profiles)
        {
            ProfileTable.Write(timer.Profile(count), count, screen.Output);
        }
    }

    private ExperimentConfig Configure(ParseResult result) => BenchRecipe.Resolve(
        [.. ThreadsOfEnvironment(), .. SettingOption.Given(settings, result)], result.GetValue(assignments) ?? []);

    private static IEnumerable<ConfigOption> ThreadsOfEnvironment()
    {
        const string Variable = "OMP_NUM_THREADS";
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } threads)
        {
            yield return new ConfigOption("compute.threads", threads, Variable);
        }
    }
}
