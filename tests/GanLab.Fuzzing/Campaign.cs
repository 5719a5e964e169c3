using System.Diagnostics;
using GanLab.Fuzzing.Families;

namespace GanLab.Fuzzing;

/// <summary>All inputs of one family, one after the other.</summary>
/// <param name="family">The reader.</param>
/// <param name="options">How many, from which seed.</param>
internal sealed class Campaign(ReaderFamily family, FuzzOptions options)
{
    private readonly Tally tally = new(family.Name);
    private readonly Oracle oracle = new(family, options.MostMilliseconds);
    private long current;
    private long readings; // made by the worker, looked at by whoever watches it

    /// <summary>Where all is kept by a process that may not live to tell afterwards; null in the process that wants to know.</summary>
    internal Progress? Progress { get; init; }

    /// <summary>Tries the seeds, then the damaged copies.</summary>
    internal Tally Run()
    {
        var seeds = Corpus.Of(family);
        var clock = Stopwatch.StartNew();
        // A worker is told where to begin, which is behind the input that ended the one before.
        var start = options.Worker ? options.First : Start(options, seeds.Count);
        for (var i = start; i < options.First + options.Inputs && !tally.IsHopeless; i++)
        {
            if (options.Seconds > 0 && clock.Elapsed.TotalSeconds > options.Seconds)
            {
                break;
            }

            Try(i, FileOf(seeds, i));
        }

        tally.Seconds = clock.Elapsed.TotalSeconds;
        return tally;
    }

    /// <summary>The number of the first input: the seeds come before copy 0, with negative numbers.</summary>
    internal static long Start(FuzzOptions options, int seeds) => options.First == 0 ? -seeds : options.First;

    /// <summary>The same on a thread of its own; an input that takes a minute is a finding and the end.</summary>
    internal Tally RunWatched()
    {
        var worker = new Thread(() => Run()) { IsBackground = true };
        worker.Start();
        for (var (seen, patience) = (-1L, options.PatienceSeconds); !worker.Join(TimeSpan.FromSeconds(1)); patience--)
        {
            var (now, made) = (Interlocked.Read(ref current), Interlocked.Read(ref readings));
            (seen, patience) = made == seen ? (seen, patience) : (made, options.PatienceSeconds);
            if (patience == 0)
            {
                tally.Findings.Add(new Finding(family.Name, now, $"takes more than {options.PatienceSeconds} s", FileOf(Corpus.Of(family), now)));
                break;
            }
        }

        return tally;
    }

    /// <summary>The file that an input is: a seed as it is, or a damaged copy.</summary>
    internal byte[] FileOf(IReadOnlyList<byte[]> seeds, long number) => number < 0 ? seeds[(int)(seeds.Count + number)] : Input(seeds, number);

    /// <summary>Copy number <paramref name="number"/>: what came before does not matter.</summary>
    internal byte[] Input(IReadOnlyList<byte[]> seeds, long number)
    {
        var random = new Random(HashOf(options.Seed, number));
        return family.Mutate(seeds[random.Next(seeds.Count)], seeds[random.Next(seeds.Count)], random);
    }

    private static int HashOf(int seed, long number)
    {
        // The finalizer of SplitMix64 (Steele, Lea and Flood 2014), so that neighbours are strangers.
        var mixed = (ulong)number + ((ulong)(uint)seed << 32) + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)(mixed ^ (mixed >> 31));
    }

    private void Try(long number, byte[] file)
    {
        Interlocked.Exchange(ref current, number);
        if (Progress is not null)
        {
            Progress.Input = number;
        }

        var verdict = Judge(file);
        tally.Add(verdict);
        if (verdict.Fault is { } fault && tally.IsNew(fault))
        {
            var finding = new Finding(family.Name, number, fault, Minimizer.Shrink(file, smaller => IsSame(smaller, fault)));
            tally.Findings.Add(finding);
            Progress?.Keep(finding);
        }

        Progress?.Keep(tally);
    }

    private Verdict Judge(byte[] file)
    {
        Interlocked.Increment(ref readings);
        Progress?.Count();
        return oracle.Judge(file);
    }

    private bool IsSame(byte[] file, string fault) => Judge(file).Fault is { } other && Tally.Kind(other) == Tally.Kind(fault);
}
