namespace GanLab.Cli.Sampling;

/// <summary>Some of the samples of a <see cref="SampleSeries"/>.</summary>
/// <typeparam name="T">float, or byte for pixels.</typeparam>
/// <param name="First">Which the first of them is, from 0.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Numbers">[Count, C, H, W], or of pixels [Count, H, W, C]; row-major.</param>
internal readonly record struct SamplePiece<T>(int First, int Count, T[] Numbers)
{
    /// <summary>The numbers of one.</summary>
    /// <param name="place">Below <see cref="Count"/>.</param>
    internal T[] Sample(int place)
    {
        var length = Numbers.Length / Count;
        return Numbers[(place * length)..((place + 1) * length)];
    }
}
