using System.Globalization;
using GanLab.Configuration;
using GanLab.Formats;

namespace GanLab.Runs;

/// <summary>A numbered folder that describes and holds everything of one run.</summary>
public sealed class RunFolder
{
    private RunFolder(string path) => Path = path;

    /// <summary>The folder, for instance "runs/00003-dcgan-mnist-32".</summary>
    public string Path { get; }

    /// <summary>config.json: the fully resolved configuration.</summary>
    public string Config => In("config.json");

    /// <summary>log.txt: what was logged.</summary>
    public string Log => In("log.txt");

    /// <summary>metrics.jsonl: a JSON object a line of metrics.</summary>
    public string MetricsJsonLines => In("metrics.jsonl");

    /// <summary>metrics.csv: the same as a table.</summary>
    public string MetricsCsv => In("metrics.csv");

    /// <summary>reals.png: what the data look like, at a glance.</summary>
    public string Reals => In("reals.png");

    /// <summary>g.pt: the averaged generator, to sample from.</summary>
    public string Generator => In("g.pt");

    /// <summary>report.html: the run on one page.</summary>
    public string Report => In("report.html");

    /// <summary>health.jsonl: a JSON object for each alarm, divergence and retry.</summary>
    public string Health => In("health.jsonl");

    /// <summary>divergence.txt: what first ceased to be a number, and what to do, if training diverged; the newest first.</summary>
    public string Divergence => In("divergence.txt");

    /// <summary>samples/NNNNNN.png: the same latent vectors at a step.</summary>
    public string Sample(long step) => In("samples", $"{Numbered(step)}.png");

    /// <summary>checkpoints/NNNNNN: the whole state at a step.</summary>
    public string Checkpoint(long step) => In("checkpoints", Numbered(step));

    /// <summary>checkpoints/latest: the name of the newest checkpoint.</summary>
    public string LatestPointer => In("checkpoints", "latest");

    /// <summary>run.lock: which process trains in the folder.</summary>
    internal string Holder => In("run.lock");

    /// <summary>.lock: what that process holds.</summary>
    internal string Lock => In(".lock");

    /// <summary>The newest checkpoint that is whole: the one that checkpoints/latest names or, if it is damaged, the newest other.</summary>
    /// <remarks>Reads every byte of it, and of those that turn out to be damaged.</remarks>
    public LatestCheckpoint LatestCheckpoint() => CheckpointPointer.Find(this);

    /// <summary>The steps that have a checkpoint, in ascending order.</summary>
    public IReadOnlyList<long> CheckpointSteps() => !Directory.Exists(In("checkpoints"))
        ? []
        : Steps(Directory.EnumerateDirectories(In("checkpoints")).Select(System.IO.Path.GetFileName));

    /// <summary>The steps whose checkpoints have a value of a metric, the best first; of equal ones the older first.</summary>
    /// <param name="metric">A name of metrics.jsonl.</param>
    /// <param name="wanted">Which values are the best.</param>
    public IReadOnlyList<long> BestCheckpoints(string metric, BestValue wanted) =>
        [.. CheckpointRetention.Best(CheckpointSteps().Select(step => (step, MetricAt(step, metric))), wanted)];

    /// <summary>The value of a metric that a checkpoint was saved with; NaN where it has none or is damaged.</summary>
    internal double MetricAt(long step, string metric)
    {
        try
        {
            return Checkpoints.Checkpoint.ReadHeader(Checkpoint(step)).Metrics.GetValueOrDefault(metric, double.NaN);
        }
        catch (Exception exception) when (exception is MalformedFileException or Checkpoints.CheckpointMismatchException or IOException or UnauthorizedAccessException)
        {
            return double.NaN;
        }
    }

    /// <summary>The steps that have a sample grid, in ascending order.</summary>
    public IReadOnlyList<long> SampleSteps() => !Directory.Exists(In("samples"))
        ? []
        : Steps(Directory.EnumerateFiles(In("samples"), "*.png").Select(System.IO.Path.GetFileNameWithoutExtension));

    /// <summary>Makes the next numbered folder and writes the configuration into it.</summary>
    /// <exception cref="IOException">The folder cannot be made or written to.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise, for want of permission.</exception>
    public static RunFolder Create(ExperimentConfig config, int size)
    {
        var recipe = $"{config.Model.Name}-{config.Data.Name}{(size > 1 ? $"-{size}" : "")}{(config.Model.Conditional ? "-conditional" : "")}";
        Directory.CreateDirectory(config.Run.Directory);
        for (var number = NextNumber(config.Run.Directory); ; number++)
        {
            if (Make(config.Run.Directory, number, recipe) is { } run)
            {
                AtomicFile.WriteAllText(run.Config, ConfigBuilder.ToJson(config) + "\n");
                ClearClaims(config.Run.Directory, number);
                return run;
            }
        }
    }

    /// <summary>Deletes what a killed process left unfinished; only for whoever holds the <see cref="RunLock"/>.</summary>
    internal void ClearLeftovers()
    {
        foreach (var folder in (string[])[Path, In("samples"), In("checkpoints")])
        {
            Leftovers.Clear(folder);
        }
    }

    /// <summary>The run in a folder that is there already.</summary>
    /// <exception cref="ConfigException">There is no run in it.</exception>
    public static RunFolder Open(string path)
    {
        var run = new RunFolder(path);
        return File.Exists(run.Config)
            ? run
            : throw new ConfigException($"'{path}' is no run folder: it has no config.json. Run folders look like runs/00000-dcgan-glyphs-32.");
    }

    /// <summary>The newest run below <paramref name="directory"/>, by number; null if there is none.</summary>
    public static RunFolder? Newest(string directory) => !Directory.Exists(directory)
        ? null
        : Directory.EnumerateDirectories(directory)
            .Select(folder => new RunFolder(folder))
            .Where(run => Number(run.Path) is not null && File.Exists(run.Config))
            .MaxBy(run => Number(run.Path));

    private static int NextNumber(string directory) =>
        1 + (Directory.EnumerateDirectories(directory).Max(folder => Number(folder)) ?? -1);

    private static int? Number(string folder)
    {
        var name = System.IO.Path.GetFileName(folder);
        var dash = name.IndexOf('-');
        return dash > 0 && int.TryParse(name[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    // Two runs that start at once see the same number free; only one of them can hold the file that stands for it.
    private static RunFolder? Make(string directory, int number, string recipe)
    {
        using var held = ExclusiveFile.TryOpen(Claim(directory, number), isTemporary: true);
        if (held is null || Directory.EnumerateDirectories(directory).Any(folder => Number(folder) == number))
        {
            return null;
        }

        var run = new RunFolder(System.IO.Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{number:d5}-{recipe}")));
        Directory.CreateDirectory(run.In("samples"));
        Directory.CreateDirectory(run.In("checkpoints"));
        File.WriteAllText(run.Log, "");
        return run;
    }

    private static string Claim(string directory, int number) =>
        System.IO.Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $".{number:d5}.claim"));

    // A process that was killed with its folder already made leaves a claim that nobody will ask for again.
    private static void ClearClaims(string directory, int below)
    {
        foreach (var path in Directory.EnumerateFiles(directory, ".*.claim").ToArray())
        {
            if (int.TryParse(System.IO.Path.GetFileName(path).AsSpan(1..^".claim".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number < below && path == Claim(directory, number))
            {
                try
                {
                    ExclusiveFile.TryOpen(path, isTemporary: true)?.Dispose(); // deleted unless it is held
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    // Somebody else's, whose own next run will clear it.
                }
            }
        }
    }

    private static IReadOnlyList<long> Steps(IEnumerable<string?> names) =>
    [
        .. names
            .Select(name => long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : -1)
            .Where(step => step >= 0)
            .Order(),
    ];

    private string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Numbered(long step) => step.ToString("d6", CultureInfo.InvariantCulture);
}
