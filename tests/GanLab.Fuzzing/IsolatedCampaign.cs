using System.Diagnostics;
using System.Globalization;
using GanLab.Fuzzing.Families;

namespace GanLab.Fuzzing;

/// <summary>A campaign in a process of its own, for readers that could take theirs down with them or never come back.</summary>
/// <remarks>
/// The worker keeps in shared memory which input it is at and what it has found. When it dies, or begins no reading for a
/// minute and is ended, that input is a finding, and another worker goes on behind it.
/// </remarks>
internal static class IsolatedCampaign
{
    private const int StartSeconds = 600; // on a machine however busy

    /// <summary>Starts workers until all inputs are done.</summary>
    internal static Tally Run(ReaderFamily family, FuzzOptions options)
    {
        var clock = Stopwatch.StartNew();
        var tally = new Tally(family.Name);
        var seeds = Corpus.Of(family);
        using var scratch = new Scratch();
        var note = scratch.Write("note", []);
        using (var progress = new Progress(note, family.Name))
        {
            for (var (first, end) = (Campaign.Start(options, seeds.Count), options.First + options.Inputs); first < end && !tally.IsHopeless;)
            {
                var left = options.Seconds > 0 ? options.Seconds - clock.Elapsed.TotalSeconds : 0;
                if (left < 0)
                {
                    break;
                }

                var part = options with { First = first, Inputs = end - first, Seconds = Math.Ceiling(left), Note = note };
                var fault = RunOne(family, part, progress);
                tally.Add(progress.Kept());
                if (fault is null)
                {
                    break;
                }

                tally.Inputs++; // the worker counts what it has come through
                tally.Findings.Add(new Finding(family.Name, progress.Input, fault, new Campaign(family, options).FileOf(seeds, progress.Input)));
                first = progress.Input + 1;
            }
        }

        tally.Seconds = clock.Elapsed.TotalSeconds;
        return tally;
    }

    /// <summary>What the worker does: tries inputs, and keeps its counts and findings where they outlive it.</summary>
    internal static int Work(ReaderFamily family, FuzzOptions options)
    {
        using var progress = new Progress(options.Note, family.Name);
        new Campaign(family, options) { Progress = progress }.Run();
        return 0;
    }

    /// <returns>What the input did at which the worker ended; null if it came to the end of all.</returns>
    /// <exception cref="InvalidOperationException">It did not come to its first input.</exception>
    private static string? RunOne(ReaderFamily family, FuzzOptions options, Progress progress)
    {
        progress.Clear();
        string[] arguments =
        [
            typeof(IsolatedCampaign).Assembly.Location, "--worker", "--family", family.Name, "--note", options.Note,
            "--first", Text(options.First), "--inputs", Text(options.Inputs), "--seconds", Text((long)options.Seconds), "--seed", Text(options.Seed),
        ];
        using var worker = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;
        worker.OutputDataReceived += (_, _) => { }; // what a library may write
        worker.BeginOutputReadLine();
        var hangs = !EndsByItself(worker, progress, options.PatienceSeconds);
        if (hangs)
        {
            worker.Kill();
        }

        worker.WaitForExit();
        return worker.ExitCode == 0 ? null
            : progress.Begun == 0 ? throw new InvalidOperationException($"The worker for '{family.Name}' ended with {worker.ExitCode} before its first file.")
            : hangs ? $"takes more than {options.PatienceSeconds} s"
            : $"ends the process with {worker.ExitCode}";
    }

    private static bool EndsByItself(Process worker, Progress progress, int patience)
    {
        for (var (seen, since) = (0L, Stopwatch.StartNew()); !worker.WaitForExit(TimeSpan.FromMilliseconds(200));)
        {
            if (progress.Begun != seen)
            {
                (seen, since) = (progress.Begun, Stopwatch.StartNew());
            }
            else if (since.Elapsed.TotalSeconds > (seen == 0 ? StartSeconds : patience))
            {
                return false;
            }
        }

        return true;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
