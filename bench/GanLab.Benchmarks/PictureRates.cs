using System.Diagnostics;
using System.Globalization;
using GanLab.Data;

namespace GanLab.Benchmarks;

/// <summary>How fast a folder of pictures is read: opened again and again on all processors, each time every picture is decoded, cut and scaled.</summary>
internal static class PictureRates
{
    private const int Rounds = 9;

    /// <summary>Prints the median rate, and the time of processors that a picture takes, which other programs disturb less.</summary>
    /// <param name="folder">One with img_align_celeba is read as CelebA is, any other as a folder of pictures.</param>
    /// <param name="size">The side of a sample in pixels.</param>
    internal static void Run(string folder, int size)
    {
        Open(folder, size);
        var rounds = Enumerable.Range(0, Rounds).Select(_ => Time(folder, size)).ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Median(rounds.Select(round => round.PerSecond)):n0} pictures/s on {Environment.ProcessorCount} processors, {Median(rounds.Select(round => round.Busy)):f3} ms of a processor each (medians of {Rounds} rounds)"));
    }

    private static (double PerSecond, double Busy) Time(string folder, int size)
    {
        var (busy, start) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var count = Open(folder, size);
        return (count / Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - busy).TotalMilliseconds / count);
    }

    private static long Open(string folder, int size)
    {
        using IDataset set = Directory.Exists(Path.Combine(folder, "img_align_celeba"))
            ? CelebADataset.Open(folder, size)
            : ImageFolderDataset.Open(folder, size);
        return set.Count!.Value;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
