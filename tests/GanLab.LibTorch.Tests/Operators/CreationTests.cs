using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Operators;

/// <summary>Sequences, tables like others and tensors over arrays.</summary>
public class CreationTests : EngineTest
{
    [Fact]
    public void Sequences_run_from_start_to_stop()
    {
        Same(arange(3), 0, 1, 2);
        Same(arange((Scalar)1, (Scalar)4), 1, 2, 3);
        Same(arange((Scalar)0.0, (Scalar)1.0, (Scalar)0.25), 0, 0.25, 0.5, 0.75);
        Assert.Equal(int64, arange(3).dtype);
        Assert.Equal(float32, arange((Scalar)3.0).dtype);
        Same(linspace(0, 1, 5), 0, 0.25, 0.5, 0.75, 1);
        Same(logspace(0, 3, 4), 1, 10, 100, 1000);
        Same(logspace(0, 3, 4, 2.0), 1, 2, 4, 8);
        SameShape(eye(2), [2, 2], 1, 0, 0, 1);
        SameShape(eye(2, 3), [2, 3], 1, 0, 0, 0, 1, 0);
    }

    [Fact]
    public void Like_takes_shape_and_type_from_another()
    {
        var like = Integers(1, 2);
        Same(zeros_like(like), 0, 0);
        Same(ones_like(like), 1, 1);
        Same(full_like(like, (Scalar)7), 7, 7);
        Same(like.zeros_like(), 0, 0);
        Same(like.ones_like(), 1, 1);
        Same(like.full_like((Scalar)7), 7, 7);
        foreach (var made in (Tensor[])[empty_like(like), like.empty_like(), randint_like(like, 3, 4), zeros_like(like), like.zeros_like()])
        {
            Assert.Equal(int64, made.dtype);
            Assert.Equal([2], made.shape);
        }

        Same(randint_like(like, 3, 4), 3, 3);
        var x = zeros([3, 4], float64);
        foreach (var made in (Tensor[])[rand_like(x), randn_like(x), x.rand_like(), x.randn_like()])
        {
            Assert.Equal(float64, made.dtype);
            Assert.Equal([3, 4], made.shape);
            Assert.NotEqual(0, made.abs().sum().ToDouble());
        }

        Assert.True(zeros_like(x, requires_grad: true).requires_grad);
    }

    [Fact]
    public void Arrays_become_tensors_of_their_type_and_rank()
    {
        Same(from_array(new float[,] { { 1, 2 }, { 3, 4 } }), 1, 2, 3, 4);
        Assert.Equal(float32, from_array(new float[1]).dtype);
        Assert.Equal(int16, from_array(new short[1]).dtype);
        Assert.Equal(uint8, from_array(new byte[1]).dtype);
        Assert.Equal(int8, from_array(new sbyte[1]).dtype);
        Assert.Equal(int32, from_array(new int[1]).dtype);
        Assert.Equal(int64, from_array(new long[1]).dtype);
        Assert.Equal(float64, from_array(new double[1]).dtype);
        Assert.Equal(ScalarType.Bool, from_array(new bool[1]).dtype);
        Assert.Equal(float64, from_array(new int[1], float64).dtype);
        Assert.Throws<NotImplementedException>(() => from_array(new decimal[1]));
        Assert.Throws<ArgumentNullException>(() => from_array(null!));
        Same(frombuffer(new byte[] { 1, 0, 2, 0, 3, 0 }, int16, count: 2, offset: 2), 2, 3);
        Assert.Throws<ArgumentException>(() => frombuffer(new byte[3], int32, count: 1));
        SameShape(tensor(new double[,,] { { { 1, 2 } }, { { 3, 4 } } }), [2, 1, 2], 1, 2, 3, 4);
    }

    [Fact]
    public void Numbers_convert_implicitly()
    {
        Tensor[] made = [1, 1L, 1f, 1.0, (byte)1, true, new float[] { 1 }, new double[] { 1 }, new int[] { 1 }, new long[] { 1 }];
        Assert.All(made, one => Same(one, 1));
        Assert.Equal([int32, int64, float32, float64, uint8, ScalarType.Bool], made[..6].Select(one => one.dtype));
    }

    [Fact]
    public void The_default_type_can_be_changed_and_back()
    {
        Assert.Equal(float32, get_default_dtype());
        set_default_dtype(float64);
        try
        {
            Assert.Equal(float64, zeros(1).dtype);
        }
        finally
        {
            set_default_dtype(float32);
        }

        Assert.Throws<ArgumentException>(() => set_default_dtype(int64));
    }

    [Fact]
    public void Sizes_compare_join_and_count()
    {
        Size size = (2, 3);
        Assert.Equal(6, size.numel());
        Assert.True(size == new Size([2L, 3]));
        Assert.True(size != new Size(2L));
        Assert.Equal([2, 3, 4], (size + new Size(4L)).Shape);
        Assert.Equal([2, 3, 5], (size + (IEnumerable<long>)[5]).Shape);
        Assert.Equal([3], size.Slice(1, 2).Shape);
        Assert.Equal([2], size.Take(1));
        Assert.Equal((3, 3, 2, true), (size[1], size[1L], size.Length, Size.Empty.IsEmpty));
        Assert.Equal("[2, 3]", size.ToString());
    }
}
