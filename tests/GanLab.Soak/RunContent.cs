using System.Security.Cryptography;
using GanLab.Checkpoints;
using GanLab.Formats;
using GanLab.Runs;

namespace GanLab.Soak;

/// <summary>Looks at what lies in a run folder after something happened to the run.</summary>
internal static class RunContent
{
    /// <summary>Requires that every checkpoint and g.pt are whole and that the pointer names one; returns its step, -1 for none.</summary>
    internal static long MustBeWhole(string path)
    {
        if (!Directory.Exists(Path.Combine(path, "checkpoints")))
        {
            return -1;
        }

        var run = RunFolder.Open(path);
        try
        {
            foreach (var step in run.CheckpointSteps())
            {
                Checkpoint.Read(run.Checkpoint(step));
            }

            if (File.Exists(run.Generator))
            {
                GeneratorFile.Read(run.Generator).Generator.Dispose();
            }
        }
        catch (MalformedFileException exception)
        {
            throw new BrokenPromiseException(exception.Message);
        }

        var latest = run.LatestCheckpoint();
        BrokenPromiseException.Unless(latest.PassedOver.Count == 0, string.Join(' ', latest.PassedOver));
        return latest.Step ?? -1;
    }

    /// <summary>Requires that two runs came to the same: newest checkpoint, g.pt, metrics and pictures, byte for byte.</summary>
    /// <param name="left">A run folder.</param>
    /// <param name="right">Another one.</param>
    /// <param name="withSamples">Whether the grids of samples are compared too.</param>
    /// <returns>How many files were compared.</returns>
    internal static int MustEqual(string left, string right, bool withSamples = true)
    {
        string[] names = [.. new[] { left, right }.SelectMany(run => Compared(run, withSamples)).Distinct().Order(StringComparer.Ordinal)];
        foreach (var name in names)
        {
            var (a, b) = (Hash(Path.Combine(left, name)), Hash(Path.Combine(right, name)));
            BrokenPromiseException.Unless(a == b, $"'{name}' differs between '{left}' and '{right}'");
        }

        BrokenPromiseException.Unless(Counters(left).SequenceEqual(Counters(right)), $"the counters differ between '{left}' and '{right}'");
        return names.Length;
    }

    private static IEnumerable<(string, long)> Counters(string path)
    {
        var run = RunFolder.Open(path);
        return Checkpoint.Read(run.Checkpoint(run.CheckpointSteps()[^1])).Counters
            .Select(counter => (counter.Key, counter.Value))
            .OrderBy(counter => counter.Key, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Compared(string path, bool withSamples)
    {
        var run = RunFolder.Open(path);
        var newest = run.Checkpoint(run.CheckpointSteps()[^1]);
        return new[] { run.Generator, run.Reals, run.MetricsCsv, Path.Combine(newest, "state.safetensors") }
            .Concat(withSamples ? run.SampleSteps().Select(run.Sample) : [])
            .Select(file => Path.GetRelativePath(path, file));
    }

    private static string Hash(string path) => !File.Exists(path) ? "missing"
        : path.EndsWith(".csv", StringComparison.Ordinal) ? string.Join('\n', WithoutTimes(path))
        : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));

    // Seconds and samples per second depend on the machine.
    private static IEnumerable<string> WithoutTimes(string csv)
    {
        var rows = File.ReadLines(csv).Select(line => line.Split(',')).ToArray();
        var kept = Enumerable.Range(0, rows[0].Length).Where(column => rows[0][column] is not ("seconds" or "samples/s")).ToArray();
        return rows.Select(row => string.Join(',', kept.Select(column => row[column])));
    }
}
