using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor[] chunk(long chunks, long dim = 0) => Aten.chunk.CallMany((int)chunks, this, chunks, dim)!;

        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) =>
            Aten.split_sizes.CallMany(sizes.Length, this, sizes.ToArray(), dim)!;

        public Tensor[] split(long size, int dim = 0) =>
            Aten.split.CallMany((int)((this.size(dim) + size - 1) / Math.Max(1, size)), this, size, (long)dim)!;

        public Tensor[] split(long[] sizes, long dim = 0) => Aten.split_sizes.CallMany(sizes.Length, this, sizes, dim)!;

        public Tensor[] split(params long[] sizes) => Aten.split_sizes.CallMany(sizes.Length, this, sizes, 0L)!;

        public Tensor[] unbind(long dimension = 0) => Aten.unbind.CallMany((int)size((int)dimension), this, dimension)!;

        public Tensor[] tensor_split(long size, long dim = 0) => Aten.tensor_split.CallMany((int)size, this, size, dim)!;

        public Tensor[] tensor_split(long[] sizes, long dim = 0) =>
            Aten.tensor_split_at.CallMany(sizes.Length + 1, this, sizes, dim)!;
    }
}
