using System.Buffers;

namespace GanLab.Imaging;

/// <summary>An array for a while. Of ordinary size it is used again afterwards, so that a set of many pictures makes no garbage of such arrays.</summary>
/// <param name="length">Elements at least; what they are is not said.</param>
internal readonly struct BorrowedArray<T>(int length) : IDisposable
{
    private const int MostKept = 1 << 20; // elements; what photographs take is too much to hold on to

    private readonly T[] array = length <= MostKept ? ArrayPool<T>.Shared.Rent(length) : new T[length];

    public T[] Array => array;

    public void Dispose()
    {
        if (length <= MostKept)
        {
            ArrayPool<T>.Shared.Return(array);
        }
    }
}
