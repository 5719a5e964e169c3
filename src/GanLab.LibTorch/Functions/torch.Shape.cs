using GanLab.LibTorch.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor reshape(Tensor input, params long[] shape) => Aten.reshape.Call(input, shape);

    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) =>
        Aten.flatten.Call(input, start_dim, end_dim);

    public static Tensor permute(Tensor input, params long[] permutation) => Aten.permute.Call(input, permutation);

    public static Tensor transpose(Tensor input, long dim0, long dim1) => Aten.transpose.Call(input, dim0, dim1);

    public static Tensor t(Tensor input) => Aten.t.Call(input);

    public static Tensor unsqueeze(Tensor input, long dim) => Aten.unsqueeze.Call(input, dim);

    public static Tensor unsqueeze_(Tensor input, long dim) => Aten.unsqueeze_.CallInPlace(input, dim);

    public static Tensor swapaxes(Tensor input, long axis0, long axis1) => Aten.swapaxes.Call(input, axis0, axis1);

    public static Tensor swapdims(Tensor input, long dim0, long dim1) => Aten.swapdims.Call(input, dim0, dim1);

    public static Tensor ravel(Tensor input) => Aten.ravel.Call(input);

    public static Tensor broadcast_to(Tensor input, params long[] shape) => Aten.broadcast_to.Call(input, shape);

    public static Tensor tile(Tensor input, long[] dims) => Aten.tile.Call(input, dims);

    public static Tensor flip(Tensor input, params long[] dims) => Aten.flip.Call(input, dims);

    public static Tensor fliplr(Tensor input) => Aten.fliplr.Call(input);

    public static Tensor flipud(Tensor input) => Aten.flipud.Call(input);

    public static Tensor narrow(Tensor input, long dim, long start, long length) =>
        Aten.narrow.Call(input, dim, start, length);

    public static Tensor diag(Tensor input, long diagonal = 0) => Aten.diag.Call(input, diagonal);

    public static Tensor diagonal(Tensor input, long offset = 0, long dim1 = 0, long dim2 = 1) =>
        Aten.diagonal.Call(input, offset, dim1, dim2);

    public static Tensor diag_embed(Tensor input, long offset = 0, long dim1 = -2, long dim2 = -1) =>
        Aten.diag_embed.Call(input, offset, dim1, dim2);

    public static Tensor triu(Tensor input, long diagonal = 0) => Aten.triu.Call(input, diagonal);

    public static Tensor triu_(Tensor input, long diagonal = 0) => Aten.triu_.Call(input, diagonal);

    public static Tensor tril(Tensor input, long diagonal = 0) => Aten.tril.Call(input, diagonal);

    public static Tensor tril_(Tensor input, long diagonal = 0) => Aten.tril_.Call(input, diagonal);

    public static Tensor squeeze(Tensor input, long? dim = null) => Given(input).squeeze(dim);

    public static Tensor repeat_interleave(Tensor input, long repeats, long? dim = null, long? output_size = null) =>
        Aten.repeat_interleave.Call(input, repeats, dim, output_size);

    public static Tensor repeat_interleave(Tensor input, Tensor repeats, long? dim = null, long? output_size = null) =>
        Aten.repeat_interleave_Tensor.Call(input, repeats, dim, output_size);

    public static Tensor movedim(Tensor input, long source, long destination) =>
        Aten.movedim.Call(input, new[] { source }, new[] { destination });

    public static Tensor movedim(Tensor input, long[] source, long[] destination) =>
        Aten.movedim.Call(input, source, destination);

    public static Tensor roll(Tensor input, ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) =>
        Aten.roll.Call(input, shifts.ToArray(), dims.ToArray());

    public static Tensor roll(Tensor input, (long, long, long) shifts, (long, long, long) dims) =>
        Aten.roll.Call(input, new[] { shifts.Item1, shifts.Item2, shifts.Item3 }, new[] { dims.Item1, dims.Item2, dims.Item3 });

    public static Tensor roll(Tensor input, (long, long) shifts, (long, long) dims) =>
        Aten.roll.Call(input, new[] { shifts.Item1, shifts.Item2 }, new[] { dims.Item1, dims.Item2 });

    public static Tensor roll(Tensor input, long shifts, long? dims = null) =>
        Aten.roll.Call(input, new[] { shifts }, dims is null ? [] : new[] { dims.Value });

    public static Tensor roll(Tensor input, long[] shifts) => Aten.roll.Call(input, shifts, Array.Empty<long>());

    public static Tensor roll(Tensor input, long[] shifts, long[] dims) => Aten.roll.Call(input, shifts, dims);

    public static Tensor rot90(Tensor input, long k = 1, (long, long)? dims = null) => Given(input).rot90(k, dims);
}
