using System.Runtime.InteropServices;
using GanLab.LibTorch.Native;
using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanLab.LibTorch.Tests.Errors;

/// <summary>Whatever is asked wrongly gives an exception that says what, where and what to do, and the process goes on.</summary>
public class ErrorTests : EngineTest
{
    public sealed record Row(string Name, Action Call, string Operator, params string[] Says)
    {
        public override string ToString() => Name;
    }

    public static TheoryData<Row> Rows() =>
    [
        new("matrices that do not fit", () => ones(2, 3).mm(ones(4, 5)), "aten::mm", "Float32[2, 3]", "Float32[4, 5]", "shapes"),
        new("vectors of two lengths", () => Vector(1, 2).dot(Vector(1)), "aten::dot", "Float64[2]", "Float64[1]"),
        new("shapes that do not broadcast", () => _ = ones(2, 3) + ones(2, 4), "aten::add.Tensor", "[2, 3]", "[2, 4]"),
        new("a view of the wrong size", () => ones(6).view(4), "aten::view", "[6]", "(4)"),
        new("tensors of two types", () => ones(2, 2).mm(ones([2, 2], float64)), "aten::mm", "Float64", ".to(type)"),
        new("logic of floats", () => _ = ones(2) & ones(2), "aten::bitwise_and.Tensor"),
        new("an index out of range", () => ones(3).select(0, 5), "aten::select.int", "5"),
        new("a dimension that is not there", () => ones(3).sum(2L), "aten::sum.dim_IntList", "(2)"),
        new("tensors that do not stack", () => stack([ones(2), ones(3)]), "aten::stack", "{Float32[2], Float32[3]}"),
        new("channels that do not fit", () => functional.conv2d(ones(1, 3, 8, 8), ones(4, 2, 3, 3)), "aten::conv2d", "[1, 3, 8, 8]"),
        new("a transposed convolution's channels", () => functional.conv_transpose2d(ones(1, 3, 8, 8), ones(4, 2, 3, 3)), "aten::conv_transpose2d", "[1, 3, 8, 8]", "[4, 2, 3, 3]"),
        new("a linear layer's features", () => Linear(3, 2).call(ones(1, 4)), "aten::linear", "[1, 4]"),
        new("classes out of range", () => functional.cross_entropy(ones(1, 3), Integers(7)), "aten::cross_entropy_loss", "7"),
        new("targets of another shape", () => functional.binary_cross_entropy_with_logits(ones(3), ones(2)), "aten::binary_cross_entropy_with_logits", "[3]", "[2]"),
        new("cpu and meta together", () => _ = ones(2) + ones([2], device: META), "aten::add.Tensor", "device"),
        new("numbers of a meta tensor", () => ones([2], device: META).cpu(), "aten::to.dtype_layout"),
        new("probabilities beyond one", () => Vector(2).bernoulli(), "aten::bernoulli"),
        new("a cholesky factor of an indefinite matrix", () => linalg.cholesky(Matrix(new double[,] { { -1 } })), "aten::linalg_cholesky"),
        new("an equation that does not parse", () => einsum("ij,жк->", ones(2, 2), ones(2, 2)), "aten::einsum", "жк"),
        new("negative sizes", () => zeros((long[])[-1]), "aten::zeros", "(-1)"),
        new("in-place work on a leaf", () => ones(1, requires_grad: true).add_((Scalar)1.0), "aten::add_.Scalar", "no_grad()"),
        new("more memory than there is", () => empty((long[])[1L << 60], uint8), "aten::empty.memory_format", "smaller"),
        new("a size beyond counting", () => empty((long[])[1L << 40, 1L << 40]), "aten::empty.memory_format"),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_wrong_call_names_the_operator_the_arguments_and_a_way_out(Row row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var failure = Assert.Throws<TensorException>(row.Call);

        Assert.IsAssignableFrom<ExternalException>(failure);
        Assert.Equal(row.Operator, failure.Operator);
        Assert.StartsWith(row.Operator, failure.Message, StringComparison.Ordinal);
        Assert.All(row.Says, words => Assert.Contains(words, failure.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("Exception raised from", failure.Message, StringComparison.Ordinal);
        Same(Vector(1) + Vector(2), 3);
    }

    [Fact]
    public void A_second_backward_pass_says_how_to_keep_the_graph()
    {
        var y = Vector(2).requires_grad_().square().sum();
        y.backward();
        Assert.Contains("retain_graph", Assert.Throws<TensorException>(() => y.backward()).Message);
    }

    [Fact]
    public void A_backward_pass_without_gradients_says_how_to_get_them()
    {
        Assert.Contains("requires_grad = true", Assert.Throws<TensorException>(() => Vector(1).backward()).Message);
        var x = Vector(1, 2).requires_grad_();
        Assert.Throws<TensorException>(() => (x * 2).backward());
        Assert.Throws<TensorException>(() => autograd.grad([Vector(1).requires_grad_() * 2], [x]));
        Assert.Throws<TensorException>(() => Integers(1).requires_grad_());
    }

    [Fact]
    public void Null_for_a_tensor_is_told_by_name()
    {
        Assert.Equal("mat2", Assert.Throws<ArgumentNullException>(() => ones(1, 1).mm(null!)).ParamName);
        Assert.Equal("self", Assert.Throws<ArgumentNullException>(() => exp(null!)).ParamName);
        Assert.Equal("input", Assert.Throws<ArgumentNullException>(() => chunk(null!, 2)).ParamName);
        Assert.Equal("left", Assert.Throws<ArgumentNullException>(() => (Tensor)null! + ones(1)).ParamName);
        Assert.Equal("weights", Assert.Throws<ArgumentNullException>(() => functional.linear(ones(1), null!)).ParamName);
        Assert.Equal("input", Assert.Throws<ArgumentNullException>(() => functional.conv_transpose2d(null!, ones(1))).ParamName);
        Assert.Equal("tensors", Assert.Throws<ArgumentNullException>(() => cat((Tensor[])null!)).ParamName);
        Assert.Equal("tensors", Assert.Throws<ArgumentNullException>(() => cat([ones(1), null!])).ParamName);
        Assert.Throws<ArgumentNullException>(() => autograd.grad([null!], [ones(1)]));
        Assert.Throws<ArgumentNullException>(() => optim.Adam((IEnumerable<TorchSharp.Modules.Parameter>)null!));
    }

    [Fact]
    public void A_missing_or_a_surplus_argument_of_an_operator_is_refused()
    {
        Assert.Contains("'other' is missing", Assert.Throws<TensorException>(() => Aten.add.Call(ones(1))).Message);
        Assert.Contains("too many", Assert.Throws<TensorException>(() => Aten.neg.Call(ones(1), 1, 2, 3)).Message);
        Assert.Contains("aten::no_such", Assert.Throws<TensorException>(() => new Operator("no_such").Call(ones(1))).Message);
        Assert.Throws<TensorException>(() => Aten.neg.Call("text"));
        Assert.Throws<TensorException>(() => Aten.view.Call(ones(1), "αβγ"));
    }

    [Fact]
    public void A_transposed_convolution_takes_one_number_or_two()
    {
        var (x, w) = (ones(1, 1, 2, 2), ones(1, 1, 2, 2));
        Assert.Equal([1, 1, 4, 4], functional.conv_transpose2d(x, w, strides: [2]).shape);
        Assert.Equal("padding", Assert.Throws<ArgumentException>(() => functional.conv_transpose2d(x, w, padding: [0, 0, 0])).ParamName);
        Assert.Throws<TensorException>(() => functional.conv_transpose2d(x, w, groups: 0));
        Assert.Throws<TensorException>(() => functional.conv_transpose2d(x, w, strides: [0, 0]));
        Assert.Throws<TensorException>(() => functional.conv_transpose2d(x, w, padding: [-1, -1]));
        Assert.Throws<TensorException>(() => functional.conv_transpose2d(x, w, padding: [9, 9]));
        Assert.Throws<TensorException>(() => functional.conv_transpose2d(x, w, output_padding: [3, 3]));
        Assert.Throws<TensorException>(() => functional.conv_transpose2d(x, w, dilation: [0, 0]));
    }

    // libtorch divides by some of these before it checks them; a division by zero would end the process.
    public static TheoryData<Row> SenselessNumbers() =>
    [
        new("conv2d, groups 0", () => functional.conv2d(ones(1, 1, 4, 4), ones(1, 1, 2, 2), groups: 0), ""),
        new("conv2d, stride 0", () => functional.conv2d(ones(1, 1, 4, 4), ones(1, 1, 2, 2), strides: [0, 0]), ""),
        new("conv2d, dilation 0", () => functional.conv2d(ones(1, 1, 4, 4), ones(1, 1, 2, 2), dilation: [0, 0]), ""),
        new("conv2d, empty kernel", () => functional.conv2d(ones(1, 1, 4, 4), ones(1, 1, 0, 0)), ""),
        new("average pool of 0", () => functional.avg_pool2d(ones(1, 1, 4, 4), 0), ""),
        new("average pool, divisor 0", () => functional.avg_pool2d(ones(1, 1, 4, 4), 2, divisor_override: 0), ""),
        new("max pool of 0", () => functional.max_pool2d(ones(1, 1, 4, 4), 0), ""),
        new("max pool, dilation 0", () => functional.max_pool2d(ones(1, 1, 4, 4), 2, dilation: 0), ""),
        new("pixel shuffle by 0", () => functional.pixel_shuffle(ones(1, 4, 2, 2), 0), ""),
        new("pixel unshuffle by 0", () => functional.pixel_unshuffle(ones(1, 4, 2, 2), 0), ""),
        new("group norm of 0 groups", () => functional.group_norm(ones(1, 4, 2, 2), 0), ""),
        new("chunks of 0", () => ones(4).chunk(0), ""),
        new("parts of size 0", () => ones(4).split(0L), ""),
        new("0 sections", () => ones(4).tensor_split(0L), ""),
        new("windows of step 0", () => ones(4).unfold(0, 2, 0), ""),
        new("steps of 0", () => arange((Scalar)0, (Scalar)4, (Scalar)0), ""),
        new("linspace of -1", () => linspace(0, 1, -1), ""),
        new("the 9 largest of 4", () => ones(4).topk(9), ""),
        new("an image of no size", () => functional.interpolate(ones(1, 1, 4, 4), [0, 0]), ""),
        new("index_select beyond the end", () => ones(4).index_select(0, Integers(9)), ""),
        new("gather beyond the end", () => ones(4).gather(0, Integers(9)), ""),
        new("gather before the start", () => ones(4).gather(0, Integers(-9)), ""),
        new("take beyond the end", () => ones(4).take(Integers(9)), ""),
        new("index beyond the end", () => ones(4).index(Integers(9)), ""),
        new("scatter beyond the end", () => ones(4).scatter(0, Integers(9), ones(1)), ""),
        new("an embedding beyond the table", () => Embedding(3, 2).call(Integers(3)), ""),
        new("one hot of a negative class", () => functional.one_hot(Integers(-1), 3), ""),
        new("one hot beyond the classes", () => functional.one_hot(Integers(5), 3), ""),
        new("a negative repetition", () => ones(4).repeat(-1), ""),
        new("a negative interleaving", () => ones(4).repeat_interleave(-1), ""),
        new("integers divided by 0", () => Integers(1).div((Scalar)0, RoundingMode.floor), ""),
        new("the remainder by 0", () => Integers(1).remainder((Scalar)0), ""),
        new("the fmod by 0", () => Integers(1).fmod((Scalar)0), ""),
        new("a histogram of 0 bins", () => ones(4).histc(0), ""),
        new("strides beyond the storage", () => ones(4).as_strided([4], [1000]), ""),
        new("more draws than there are", () => ones(2).multinomial(5), ""),
        new("random integers of no range", () => randint(5, 5, new long[] { 1 }), ""),
        new("a permutation of -1", () => randperm(-1), ""),
        new("layer norm over nothing", () => functional.layer_norm(ones(4), []), ""),
        new("a channels-last view of two dimensions", () => Aten.contiguous.Call(ones(2, 2), 2L), ""),
        new("a type that is not there", () => Aten.to.Call(ones(1), 99L, Argument.None, Argument.None, Argument.None, false, false), ""),
        new("an inverse of a singular matrix", () => zeros(2, 2).inverse(), ""),
        new("a state that is none", () => set_rng_state(zeros(3, uint8)), ""),
        new("dropout with probability 2", () => functional.dropout(ones(2), 2), ""),
        new("reflection wider than the image", () => functional.pad(ones(1, 1, 2, 2), 5, PaddingModes.Reflect), ""),
    ];

    [Theory]
    [MemberData(nameof(SenselessNumbers))]
    public void Senseless_numbers_are_refused_and_never_end_the_process(Row row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var failure = Record.Exception(row.Call);

        Assert.True(failure is TensorException or ArgumentException, $"{failure?.GetType().ToString() ?? "nothing"} was thrown");
    }

    [Fact]
    public void Empty_tensors_and_single_numbers_pass_through()
    {
        Same(zeros(0).sum(), 0);
        Assert.Equal([0, 3], (zeros(0, 3) * 2).shape);
        Assert.Equal([0, 2], zeros(0, 3).mm(zeros(3, 2)).shape);
        Same(cat([zeros(0), Vector(1)]), 1);
        Assert.Empty(tensor(3.0).shape);
        Same(tensor(3.0).exp().log().unsqueeze(0), 3);
        Assert.Throws<TensorException>(() => zeros(0).max());
        Assert.Equal([0, 2, 4, 4], functional.conv_transpose2d(zeros(0, 3, 2, 2), zeros(3, 2, 2, 2), strides: [2, 2]).shape);
    }

    [Fact]
    public void Long_lists_do_not_overflow()
    {
        var many = Enumerable.Range(0, 5000).Select(i => Vector(i)).ToArray();
        Same(cat(many).sum(), 5000 * 4999 / 2);
        Assert.Equal(5000, cat(many).unbind().Length);
        Assert.Equal(5000, cat(many).split([.. Enumerable.Repeat(1L, 5000)]).Length);
        Assert.Equal(64, ones([.. Enumerable.Repeat(1L, 64)]).ndim);
    }

    [SkippableFact]
    public void Cuda_that_is_not_there_is_refused_and_not_replaced()
    {
        Skip.If(cuda.is_available(), "This machine has CUDA.");
        Assert.Throws<TensorException>(() => ones([1], device: CUDA));
        Assert.Throws<TensorException>(() => ones(1).to("cuda:0"));
        Assert.Throws<TensorException>(() => new Generator(1, CUDA));
        Assert.Throws<TensorException>(() => cuda.synchronize());
    }
}
