namespace GanLab.Models;

/// <summary>Which image sizes to try in place of one that a model cannot make.</summary>
internal static class NearestSizes
{
    private const int Smallest = 8;
    private const int Largest = 2048;

    /// <summary>The two nearest that work, for instance "56 and 64".</summary>
    /// <param name="size">Pixels asked for.</param>
    /// <param name="works">Whether the model can make a size.</param>
    internal static string To(int size, Func<int, bool> works) => string.Join(" and ", Enumerable.Range(Smallest, Largest - Smallest + 1)
        .Where(works)
        .OrderBy(candidate => Math.Abs(candidate - size))
        .Take(2)
        .Order());
}
