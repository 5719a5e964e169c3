namespace GanLab.Fuzzing;

/// <summary>Makes a file that shows a defect smaller, as long as it still shows one.</summary>
internal static class Minimizer
{
    private const int MostTries = 4000;

    /// <summary>Takes parts away, large ones first (Zeller and Hildebrandt 2002, in its plainest form).</summary>
    internal static byte[] Shrink(byte[] file, Func<byte[], bool> isStillBad)
    {
        var tries = 0;
        for (var part = file.Length / 2; part > 0; part /= 2)
        {
            for (var start = 0; start < file.Length && tries < MostTries; tries++)
            {
                byte[] smaller = [.. file.AsSpan(0, start), .. file.AsSpan(Math.Min(start + part, file.Length))];
                if (isStillBad(smaller))
                {
                    file = smaller;
                }
                else
                {
                    start += part;
                }
            }
        }

        return file;
    }
}
