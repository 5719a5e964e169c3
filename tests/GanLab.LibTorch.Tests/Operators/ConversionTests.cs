using System.Globalization;
using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Operators;

/// <summary>Types, devices, copies and the way out to numbers.</summary>
public class ConversionTests : EngineTest
{
    [Fact]
    public void A_bare_number_is_passed_as_a_scalar_and_a_scalar_never_as_a_tensor()
    {
        Same(Vector(1, 2).add_(1).mul_(2.5), 5, 7.5);
        Assert.Throws<InvalidOperationException>(() => { Tensor _ = (Scalar)2; });
    }

    [Fact]
    public void Numbers_and_arrays_of_small_types_become_tensors_of_their_type()
    {
        Tensor[] tensors = [(sbyte)-3, (short)-300, new[] { true, false }, new byte[] { 200, 1 }, new sbyte[] { -3, 4 }, new short[] { -300, 5 }];
        Assert.Equal([int8, int16, @bool, uint8, int8, int16], tensors.Select(t => t.dtype));
        Same(cat([.. tensors.Select(t => t.to(float64).reshape(-1))]), -3, -300, 1, 0, 200, 1, -3, 4, -300, 5);
    }

    [Fact]
    public void Each_type_by_name_and_by_value()
    {
        var x = Vector(1.5, -0.0);
        (Tensor Converted, ScalarType Type, double First)[] cases =
        [
            (x.@float(), float32, 1.5), (x.@double(), float64, 1.5), (x.half(), float16, 1.5), (x.bfloat16(), bfloat16, 1.5),
            (x.@byte(), uint8, 1), (x.@int(), int32, 1), (x.@long(), int64, 1), (x.@bool(), ScalarType.Bool, 1),
            (x.to(int16), int16, 1), (x.type(int8), int8, 1), (x.type_as(Integers(1)), int64, 1), (x.to(Integers(1)), int64, 1),
            (x.to(float32, CPU), float32, 1.5), (x.to(CPU), float64, 1.5), (x.to("cpu"), float64, 1.5), (x.to(DeviceType.CPU), float64, 1.5),
            (x.cpu(), float64, 1.5),
        ];
        foreach (var (converted, type, first) in cases)
        {
            Assert.Equal(type, converted.dtype);
            Same(converted, first, 0);
        }
    }

    [Fact]
    public void Copies_are_apart_and_aliases_are_not()
    {
        var x = Vector(1, 2);
        var (copy, functionCopy, alias, forced) = (x.clone(), clone(x), x.alias(), x.to(float64, copy: true));
        x.fill_((Scalar)9.0);
        Same(copy, 1, 2);
        Same(functionCopy, 1, 2);
        Same(forced, 1, 2);
        Same(alias, 9, 9);
        Same(Vector(0, 0).copy_(copy), 1, 2);
        var old = Vector(3);
        Same(old.to(float32, disposeAfter: true), 3);
        Assert.True(old.IsInvalid);
        Assert.True(Counting(2, 3).t().contiguous().is_contiguous());
        Assert.False(Counting(2, 3).t().is_contiguous());
    }

    [Fact]
    public void Detaching_forgets_the_history()
    {
        var w = Vector(2).requires_grad_();
        Assert.True((w * 3).requires_grad);
        Assert.False((w * 3).detach().requires_grad);
        Assert.False((w * 3).detach_().requires_grad);
    }

    [Fact]
    public void A_single_number_comes_out_in_any_type()
    {
        var two = Vector(2.75);
        Assert.Equal(2.75, two.ToDouble());
        Assert.Equal(2.75f, two.ToSingle());
        Assert.Equal(2, two.ToInt32());
        Assert.Equal(2L, two.ToInt64());
        Assert.Equal((byte)2, two.ToByte());
        Assert.True(two.ToBoolean());
        Assert.Equal((2.75, 2.75f, 2, 2L, (byte)2, true), ((double)two, (float)two, (int)two, (long)two, (byte)two, (bool)two));
        Assert.Equal(2.75, two.item<double>());
        Assert.Contains("Float64", Assert.Throws<ArgumentException>(() => two.item<float>()).Message);
        Assert.Contains("[2]", Assert.Throws<ArgumentException>(() => Vector(1, 2).item<double>()).Message);
    }

    [Fact]
    public void Scalars_carry_their_type_and_convert_back()
    {
        Scalar[] scalars =
        [
            ((byte)3).ToScalar(), ((sbyte)3).ToScalar(), ((short)3).ToScalar(), 3.ToScalar(), 3L.ToScalar(), 3f.ToScalar(), 3.0.ToScalar(),
        ];
        Assert.Equal([uint8, int8, int16, int32, int64, float32, float64], scalars.Select(scalar => scalar.Type));
        Assert.All(scalars, scalar => Assert.Equal(
            (3f, 3.0, (byte)3, 3, 3L, true),
            (scalar.ToSingle(), scalar.ToDouble(), scalar.ToByte(), scalar.ToInt32(), scalar.ToInt64(), scalar.ToBoolean())));
        Assert.False(false.ToScalar().ToBoolean());
        Assert.Equal("2.5", ((Scalar)2.5).ToString());
        Assert.Equal(float16, ((Scalar)(Half)1).Type);
    }

    [Fact]
    public void What_a_tensor_is_can_be_asked()
    {
        var x = zeros([2, 3], float32);
        Assert.Equal((2L, 2L, 2L, 6L, 6L, 4L, 4L), (x.ndim, x.dim(), x.Dimensions, x.numel(), x.NumberOfElements, x.ElementSize, x.element_size()));
        Assert.Equal(6, numel(x));
        Assert.Equal([2, 3], x.size());
        Assert.Equal((3L, 2L), (x.size(-1), x.size(0)));
        Assert.Equal([3, 1], x.stride());
        Assert.Equal(1, x.stride(-1));
        Assert.Equal(4, x[1].storage_offset() + x[0, 1].storage_offset());
        Assert.True(x.is_cpu());
        Assert.Equal((CPU, -1), (x.device, x.device_index));
        Assert.Equal((false, false, false, DeviceType.CPU), (x.is_cuda, x.is_meta, x.is_sparse, x.device_type));
        Assert.True(x.is_floating_point() && is_floating_point(x) && !x.is_integral() && !is_integral(x));
        Assert.True(is_integral(ScalarType.Bool) && is_floating_point(bfloat16));
        Assert.Equal("[2x3], type = Float32, device = cpu", x.ToString());
        Assert.Equal(6, x.shape.TotalSize());
        Assert.Equal([1, 2, 4, 8, 16], ((ScalarType[])[int8, bfloat16, int32, float64, ScalarType.ComplexFloat64]).Select(type => type.ElementSize()));
        Assert.Throws<ArgumentOutOfRangeException>(() => x.size(2));
        Assert.Equal(Enumerable.Repeat(1L, 10), ones(Enumerable.Repeat(1L, 10).ToArray()).shape);
    }

    [Fact]
    public void Bytes_and_accessors_reach_the_numbers_in_place()
    {
        var x = tensor([1f, 2, 3, 4], [2, 2]);
        using var accessor = x.data<float>();
        accessor[1, 0] = 9;
        Assert.Equal([1, 2, 9, 4], accessor.ToArray());
        accessor.CopyFrom([7f], 0, 3);
        Same(x, 1, 2, 9, 7);
        var target = new float[3];
        accessor.CopyTo(target, 1, 2);
        Assert.Equal([0, 9, 7], target);
        Assert.Equal(4, accessor.Count);
        Assert.Equal([1, 9, 2, 7], x.t().data<float>());
        x.bytes = BitConverter.GetBytes(1f).Concat(new byte[12]).ToArray();
        Same(x, 1, 0, 0, 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => accessor[2, 0]);
        Assert.Throws<ArgumentException>(() => x.data<double>());
        Assert.Throws<NotImplementedException>(() => x.t().bytes.Length);
    }

    [Fact]
    public void Devices_are_named_as_in_python()
    {
        Assert.Equal("cuda:1", device("cuda:1").ToString());
        Assert.Equal("cpu", device(DeviceType.CPU).ToString());
        Assert.Equal(device("cuda", 2), device(DeviceType.CUDA, 2));
        Assert.Equal("cuda:3", device(3).ToString());
        Assert.Equal((DeviceType.CUDA, -1), (CUDA.type, CUDA.index));
        Assert.Equal(CPU, (Device)"cpu");
        Assert.Contains("gpu:0", Assert.Throws<ArgumentException>(() => device("gpu:0")).Message);
        Assert.Equal(cuda.is_available(), cuda_is_available());
        Assert.Equal(cuda.is_available(), cuda.device_count() > 0);
    }

    [Fact]
    public void Threads_can_be_counted_and_set()
    {
        var threads = get_num_threads();
        set_num_threads(1);
        Assert.Equal(1, get_num_threads());
        set_num_threads(threads);
        Assert.InRange(get_num_interop_threads(), 1, 1024);
        // It can be set once and only before the first parallel work; afterwards libtorch says so.
        Assert.True(Record.Exception(() => set_num_interop_threads(get_num_interop_threads())) is null or TensorException);
    }

    [SkippableFact]
    public void Pinned_memory_and_cuda_copies_need_cuda()
    {
        Skip.If(cuda.is_available(), "This machine has CUDA.");
        Assert.Throws<TensorException>(() => ones(1).cuda());
        Assert.Throws<TensorException>(() => ones(1).pin_memory());
        Assert.Equal("1", ones(1).to(int32).ToInt32().ToString(CultureInfo.InvariantCulture));
    }
}
