using System.Reflection;
using GanLab.LibTorch.Memory;
using GanLab.LibTorch.Tests.Compatibility;
using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Operators;

/// <summary>What writes into a tensor returns that tensor, so that disposing the result disposes it, as in TorchSharp.</summary>
public class InPlaceTests : EngineTest
{
    // TorchSharp wraps the results of these anew.
    private static readonly string[] ReturnAnother = ["gelu_", "tril_", "triu_"];

    private static readonly string[] OfIntegers = ["bitwise_and_", "bitwise_not_", "bitwise_or_", "bitwise_xor_"];

    // Their index names whole rows; that of the others names single elements.
    private static readonly string[] ByRow = ["index_add_", "index_copy_", "index_fill_"];

    public static TheoryData<string> Methods => [.. InPlace.Select(SignatureWriter.Write)];

    private static IEnumerable<MethodInfo> InPlace => new[] { typeof(Tensor), typeof(torch) }
        .SelectMany(type => type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance))
        .Where(method => method.Name.EndsWith('_') && method.ReturnType == typeof(Tensor));

    [Theory]
    [MemberData(nameof(Methods))]
    public void What_writes_into_a_tensor_returns_it(string signature)
    {
        var method = InPlace.Single(method => SignatureWriter.Write(method) == signature);
        var x = OfIntegers.Contains(method.Name) ? ones([2, 2], int64) : full([2, 2], (Scalar)0.5, float64);
        var others = method.GetParameters().Skip(method.IsStatic ? 1 : 0).Select(parameter => Example(parameter, x)).ToArray();
        var before = LiveTensors.Count;

        var result = method.Invoke(method.IsStatic ? null : x, method.IsStatic ? [x, .. others] : others);

        if (ReturnAnother.Contains(method.Name))
        {
            Assert.NotSame(x, result);
            ((Tensor)result!).Dispose();
        }
        else
        {
            Assert.Same(x, result);
        }

        Assert.False(x.IsInvalid);
        Assert.Equal(before, LiveTensors.Count);
    }

    [Fact]
    public void Zeroing_and_elu_write_in_place_where_TorchSharp_forgets_to()
    {
        var x = Vector(-1, 2);
        x.elu_();
        Same(x, Math.Exp(-1) - 1, 2);
        x.zero_();
        Same(x, 0, 0);
    }

    [Fact]
    public void Layers_that_work_in_place_leave_the_callers_tensor_alive_and_nothing_behind()
    {
        using var net = nn.Sequential(nn.Identity(), nn.ReLU(inplace: true), nn.Tanh(inplace: true), new ReturnsItsInput(), nn.LeakyReLU(0.2, inplace: true));
        using var scope = NewDisposeScope();
        var x = Vector(-1, 2);
        var before = LiveTensors.Count;

        var y = net.call(x);

        Assert.Equal(before + 1, LiveTensors.Count);
        Same(y, 0, Math.Tanh(2));
        y.Dispose();
        Same(x, 0, Math.Tanh(2));
    }

    [Fact]
    public void Initializers_return_the_tensor_they_fill()
    {
        var w = zeros(4, 4);
        Assert.All(
            [
                nn.init.normal_(w), nn.init.uniform_(w), nn.init.constant_(w, 1), nn.init.ones_(w), nn.init.zeros_(w), nn.init.orthogonal_(w),
                nn.init.xavier_uniform_(w), nn.init.xavier_normal_(w), nn.init.kaiming_uniform_(w), nn.init.kaiming_normal_(w),
            ],
            result => Assert.Same(w, result));
    }

    private static object? Example(ParameterInfo parameter, Tensor x) => parameter switch
    {
        { Name: "mask" } => ones([2, 2], @bool),
        { Name: "index" } => ByRow.Contains(parameter.Member.Name) ? Integers(0, 1) : zeros([2, 2], int64),
        { Name: "dim", ParameterType: var type } when type == typeof(long) => 0L,
        { ParameterType: var type } when type == typeof(Tensor) => ones_like(x),
        { ParameterType: var type } when type == typeof(Tensor[]) => new[] { Integers(0, 1) },
        { ParameterType: var type } when type == typeof(Scalar) => (Scalar)1,
        { HasDefaultValue: true } => parameter.DefaultValue,
        { ParameterType: var type } when type == typeof(double) => parameter.Position == 0 ? 0.0 : 1.0,
        var other => throw new NotSupportedException($"No example for {other} of {other.Member}."),
    };

    private sealed class ReturnsItsInput : nn.Module<Tensor, Tensor>
    {
        internal ReturnsItsInput()
            : base(nameof(ReturnsItsInput))
        {
        }

        public override Tensor forward(Tensor input) => input;
    }
}
