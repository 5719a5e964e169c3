namespace GanLab.Data;

/// <summary>A set of pictures that are bytes, as those in files are: 256 levels for each channel of each pixel.</summary>
/// <remarks>
/// Its batches go to the device as bytes, a quarter of what numbers take, and become numbers there; on CUDA the whole set
/// does where there is room. Training reads pixels only; <see cref="IDataset.Read"/> must give the same as numbers, which
/// <see cref="PixelReading.ReadAsNumbers"/> does.
/// </remarks>
public interface IPixelDataset : IDataset
{
    /// <summary>Writes the pixels of sample <paramref name="index"/>, always the same for the same index, and returns its label.</summary>
    /// <param name="index">In [0, <see cref="IDataset.Count"/>); any number that is not negative where the set never ends.</param>
    /// <param name="pixels">Room for exactly <see cref="Configuration.SampleShape.Length"/> bytes: [H, W, C], row-major, 0 black.</param>
    /// <returns>As <see cref="IDataset.Read"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is outside the set.</exception>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> has another length.</exception>
    long ReadPixels(long index, Span<byte> pixels);
}
