using System.Diagnostics;
using GanLab.Formats.Png;

namespace GanLab.Soak.Scenarios;

/// <summary>kill -9 at random moments of packing a folder of pictures.</summary>
internal sealed class KilledPacks : IScenario
{
    private const int PicturesForAKill = 60; // about a portion of 16 MiB, at the size packed
    private const int MostPictures = 600;
    private const int Side = 16;

    public string Name => "pack";

    public string Promise => "killed at random moments, gan data pack goes on where it stopped and ends with the same bytes";

    public string Try(Amount amount, Random random)
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < Math.Min(MostPictures, PicturesForAKill * amount.Kills); i++)
        {
            folder.Write($"pictures/{i}.png", Noise(i));
        }

        // Enlarged, so that there are enough portions of 16 MiB to be killed between.
        string[] Arguments(string name) => ["data", "pack", folder.In("pictures"), "--size", "256", "--out", folder.In(name)];
        var alone = Stopwatch.StartNew();
        GanProcess.Run(0, Arguments("whole.ganpack"));
        alone.Stop();

        var (kills, packs, continued) = (0, 0, 0);
        while (kills < amount.Kills)
        {
            for (var kill = random.Next(1, 6); kill > 0 && !File.Exists(folder.In("killed.ganpack")); kill--)
            {
                using var program = GanProcess.Start(Arguments("killed.ganpack"));
                Thread.Sleep(alone.Elapsed * random.NextDouble());
                kills += program.IsRunning ? 1 : 0;
                program.Kill();
            }

            if (!File.Exists(folder.In("killed.ganpack")))
            {
                var said = GanProcess.Run(0, Arguments("killed.ganpack"));
                continued += said.Contains("went on after", StringComparison.Ordinal) ? 1 : 0;
            }

            BrokenPromiseException.Unless(
                File.ReadAllBytes(folder.In("whole.ganpack")).AsSpan().SequenceEqual(File.ReadAllBytes(folder.In("killed.ganpack"))),
                $"the pack differs after {kills} kills");
            File.Delete(folder.In("killed.ganpack"));
            packs++;
        }

        return $"{kills} kills while {packs} packs were made, {continued} of which went on with what had been done; all equal one that was left alone";
    }

    private static byte[] Noise(int seed)
    {
        var pixels = new byte[3 * Side * Side];
        new Random(seed).NextBytes(pixels);
        using var png = new MemoryStream();
        PngWriter.Write(png, Side, Side, 3, pixels);
        return png.ToArray();
    }
}
