using System.Diagnostics;
using System.Globalization;
using System.IO.MemoryMappedFiles;
using GanLab.Fuzzing.Families;

namespace GanLab.Fuzzing;

/// <summary>A campaign in a process of its own, for readers that could take theirs down with them.</summary>
/// <remarks>
/// The worker notes in shared memory which input comes next. When it dies, that input is a finding, and another worker
/// goes on behind it.
/// </remarks>
internal static class IsolatedCampaign
{
    /// <summary>Starts workers until all inputs are done.</summary>
    internal static Tally Run(ReaderFamily family, FuzzOptions options)
    {
        var clock = Stopwatch.StartNew();
        var tally = new Tally(family.Name);
        var note = Path.Combine(Scratch.Place, $"note-{Environment.ProcessId}");
        File.WriteAllBytes(note, new byte[sizeof(long)]);
        try
        {
            for (var (first, end) = (options.First, options.First + options.Inputs); first < end && !tally.IsHopeless;)
            {
                var left = options.Seconds > 0 ? options.Seconds - clock.Elapsed.TotalSeconds : 0;
                if (left < 0)
                {
                    break;
                }

                first = RunOne(family, options with { First = first, Inputs = end - first, Seconds = Math.Ceiling(left), Note = note }, tally);
            }
        }
        finally
        {
            File.Delete(note);
        }

        tally.Seconds = clock.Elapsed.TotalSeconds;
        return tally;
    }

    /// <summary>What the worker does: tries inputs, writes its counts and findings.</summary>
    internal static int Work(ReaderFamily family, FuzzOptions options)
    {
        using var file = MemoryMappedFile.CreateFromFile(options.Note);
        using var memory = file.CreateViewAccessor();
        var tally = new Campaign(family, options) { Note = input => memory.Write(0, input) }.Run();
        Console.WriteLine(tally.ToLine());
        foreach (var finding in tally.Findings)
        {
            Console.WriteLine($"{finding.Input} {Convert.ToBase64String(finding.File)} {finding.Fault.ReplaceLineEndings(" ")}");
        }

        return 0;
    }

    private static long RunOne(ReaderFamily family, FuzzOptions options, Tally tally)
    {
        string[] arguments =
        [
            typeof(IsolatedCampaign).Assembly.Location, "--worker", "--family", family.Name, "--note", options.Note,
            "--first", Text(options.First), "--inputs", Text(options.Inputs), "--seconds", Text((long)options.Seconds), "--seed", Text(options.Seed),
        ];
        using var worker = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;
        var lines = worker.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        worker.WaitForExit();
        if (worker.ExitCode == 0 && lines.Length > 0)
        {
            tally.Add(Tally.ReadLine(family.Name, lines[0]));
            tally.Findings.AddRange(lines.Skip(1).Select(line => ReadFinding(family, line)));
            return long.MaxValue;
        }

        var input = BitConverter.ToInt64(File.ReadAllBytes(options.Note));
        var campaign = new Campaign(family, options);
        tally.Findings.Add(new Finding(
            family.Name, input, $"ends the process with {worker.ExitCode}", campaign.Input(Corpus.Of(family), input)));
        return input + 1;
    }

    private static Finding ReadFinding(ReaderFamily family, string line)
    {
        var parts = line.Split(' ', 3);
        return new Finding(family.Name, long.Parse(parts[0], CultureInfo.InvariantCulture), parts[2], Convert.FromBase64String(parts[1]));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
