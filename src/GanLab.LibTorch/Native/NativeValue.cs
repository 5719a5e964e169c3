using System.Runtime.InteropServices;

namespace GanLab.LibTorch.Native;

/// <summary>What kind of value crosses the border; the numbers are those of shim.h.</summary>
internal enum Tag
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    IntList = 5,
    TensorList = 6,
    DoubleList = 7,
    String = 8,
    Generator = 9,
    Device = 10,
    OptionalTensorList = 11,
    Default = 12,
    BoolList = 13,
}

/// <summary>One argument or result as the shim sees it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct NativeValue
{
    [FieldOffset(0)]
    internal Tag Tag;

    [FieldOffset(4)]
    internal int Count;

    [FieldOffset(8)]
    internal long Integer;

    [FieldOffset(8)]
    internal double Number;

    [FieldOffset(8)]
    internal nint Pointer;
}
