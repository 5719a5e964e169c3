namespace GanLab.Formats.Tests;

public class TensorDTypeTests
{
    [Theory]
    [InlineData(TensorDType.F32, new long[] { 2, 3 }, 24L)]
    [InlineData(TensorDType.BF16, new long[] { }, 2L)]
    [InlineData(TensorDType.I64, new long[] { 5, 0 }, 0L)]
    [InlineData(TensorDType.U8, new[] { long.MaxValue }, long.MaxValue)]
    [InlineData(TensorDType.I16, new[] { long.MaxValue }, null)]
    [InlineData(TensorDType.U8, new[] { long.MaxValue, long.MaxValue, 0 }, null)]
    [InlineData(TensorDType.U8, new[] { -1L }, null)]
    public void Bytes_are_counted_without_overflow(TensorDType type, long[] shape, long? expected) =>
        Assert.Equal(expected, type.ByteCount(shape));
}
