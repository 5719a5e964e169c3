using System.Diagnostics;
using GanLab.Fuzzing.Families;

namespace GanLab.Fuzzing;

/// <summary>All inputs of one family, one after the other.</summary>
/// <param name="family">The reader.</param>
/// <param name="options">How many, from which seed.</param>
internal sealed class Campaign(ReaderFamily family, FuzzOptions options)
{
    private const int PatienceSeconds = 60;

    private readonly Tally tally = new(family.Name);
    private readonly Oracle oracle = new(family, options.MostMilliseconds);
    private long current = -1;
    private long readings; // made by the worker, looked at by whoever watches it

    /// <summary>Tells which input comes next; for a process that may not live to tell afterwards.</summary>
    internal Action<long>? Note { get; init; }

    /// <summary>Tries the seeds, then the damaged copies.</summary>
    internal Tally Run()
    {
        var seeds = Corpus.Of(family);
        var clock = Stopwatch.StartNew();
        if (options.First == 0)
        {
            foreach (var seed in seeds)
            {
                Try(-1, seed);
            }
        }

        for (var i = options.First; i < options.First + options.Inputs && !tally.IsHopeless; i++)
        {
            if (options.Seconds > 0 && clock.Elapsed.TotalSeconds > options.Seconds)
            {
                break;
            }

            Note?.Invoke(i);
            Try(i, Input(seeds, i));
        }

        tally.Seconds = clock.Elapsed.TotalSeconds;
        return tally;
    }

    /// <summary>The same on a thread of its own; an input that takes a minute is a finding and the end.</summary>
    internal Tally RunWatched()
    {
        var worker = new Thread(() => Run()) { IsBackground = true };
        worker.Start();
        for (var (seen, patience) = (-1L, PatienceSeconds); !worker.Join(TimeSpan.FromSeconds(1)); patience--)
        {
            var (now, made) = (Interlocked.Read(ref current), Interlocked.Read(ref readings));
            (seen, patience) = made == seen ? (seen, patience) : (made, PatienceSeconds);
            if (patience == 0)
            {
                var file = now < 0 ? [] : Input(Corpus.Of(family), now);
                tally.Findings.Add(new Finding(family.Name, now, $"takes more than {PatienceSeconds} s", file));
                break;
            }
        }

        return tally;
    }

    /// <summary>Input number <paramref name="number"/>: what came before does not matter.</summary>
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
        var verdict = Judge(file);
        tally.Add(verdict);
        if (verdict.Fault is { } fault && tally.IsNew(fault))
        {
            tally.Findings.Add(new Finding(family.Name, number, fault, Minimizer.Shrink(file, smaller => IsSame(smaller, fault))));
        }
    }

    private Verdict Judge(byte[] file)
    {
        Interlocked.Increment(ref readings);
        return oracle.Judge(file);
    }

    private bool IsSame(byte[] file, string fault) => Judge(file).Fault is { } other && Tally.Kind(other) == Tally.Kind(fault);
}
