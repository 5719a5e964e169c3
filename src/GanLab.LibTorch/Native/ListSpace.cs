using System.Runtime.InteropServices;

namespace GanLab.LibTorch.Native;

/// <summary>Room for the lists among the arguments: on the stack while it lasts, then native memory.</summary>
internal unsafe ref struct ListSpace(long* scratch, int size)
{
    private int used;
    private List<nint>? allocated;

    internal void Put(ref NativeValue value, long[] items)
    {
        var target = Take(items.Length);
        items.AsSpan().CopyTo(new Span<long>(target, items.Length));
        value.Pointer = (nint)target;
        value.Count = items.Length;
    }

    private long* Take(int length)
    {
        if (used + length <= size)
        {
            used += length;
            return scratch + used - length;
        }

        var memory = (long*)NativeMemory.Alloc((nuint)Math.Max(1, length), sizeof(long));
        (allocated ??= []).Add((nint)memory);
        return memory;
    }

    internal readonly void Free() => allocated?.ForEach(memory => NativeMemory.Free((void*)memory));
}
