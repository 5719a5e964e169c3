using System.Reflection;
using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Operators;

/// <summary>Creation has many overloads that differ in how the shape is given; each must give that shape, type and content.</summary>
public class CreationOverloadTests : EngineTest
{
    internal static readonly string[] Names =
    [
        "zeros", "ones", "empty", "full", "rand", "randn", "tensor", "as_tensor", "new_zeros", "new_ones", "new_empty", "new_full",
    ];

    private static readonly long[] Shape = [2, 3, 1, 4];

    public static TheoryData<string, int> Overloads()
    {
        var data = new TheoryData<string, int>();
        foreach (var name in Names)
        {
            for (var i = 0; i < Named(name).Length; i++)
            {
                data.Add(name, i);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Overloads))]
    public void Every_overload_gives_the_shape_and_the_numbers_asked_for(string name, int overload)
    {
        var method = Named(name)[overload];
        var parameters = method.GetParameters();
        // Spans cannot pass through reflection; those overloads have tests of their own below.
        if (parameters.Any(parameter => parameter.ParameterType.IsByRefLike))
        {
            return;
        }

        var sizes = parameters.Count(IsOneSize);
        var isData = name.EndsWith("tensor", StringComparison.Ordinal);
        var data = isData ? Data(parameters[0].ParameterType, Shape[..Math.Max(sizes, 1)]) : default;
        var next = 0;
        var result = (Tensor)method.Invoke(
            method.IsStatic ? null : zeros(1, float64),
            [.. parameters.Select((parameter, i) => isData && i == 0 ? data.Value : IsOneSize(parameter) ? Size(parameter, next++) : Rest(parameter))])!;

        var shape = isData ? data.Shape : sizes > 0 ? Shape[..sizes] : Shape;
        Assert.Equal(shape, result.shape);
        Assert.Equal(!method.IsStatic ? float64 : isData ? data.Type : float32, result.dtype);
        Assert.True(HasRightNumbers(name, result), $"{method} gave {string.Join(", ", Doubles(result))}");
    }

    [Fact]
    public void Shapes_given_as_spans_work_too()
    {
        ReadOnlySpan<long> shape = [2, 3];
        Same(zeros(shape), 0, 0, 0, 0, 0, 0);
        Same(ones(shape), 1, 1, 1, 1, 1, 1);
        Same(full(shape, (Scalar)7), 7, 7, 7, 7, 7, 7);
        Assert.Equal([2, 3], empty(shape).shape);
        Assert.Equal([2, 3], rand(shape).shape);
        Assert.Equal([2, 3], randn(shape).shape);
        var like = zeros(1, int64);
        Same(like.new_zeros(shape), 0, 0, 0, 0, 0, 0);
        Same(like.new_full(shape, (Scalar)5), 5, 5, 5, 5, 5, 5);
        Assert.Equal(int64, like.new_empty(shape).dtype);
    }

    [Fact]
    public void Data_with_a_shape_given_as_a_span_fills_it_row_by_row()
    {
        ReadOnlySpan<long> shape = [2, 2];
        foreach (var made in (Tensor[])
            [
                tensor([1f, 2, 3, 4], shape), tensor([1.0, 2, 3, 4], shape), tensor([1L, 2, 3, 4], shape), tensor([1, 2, 3, 4], shape),
                tensor((byte[])[1, 2, 3, 4], shape), tensor((short[])[1, 2, 3, 4], shape), tensor((sbyte[])[1, 2, 3, 4], shape),
                tensor((IList<float>)[1f, 2, 3, 4], shape),
                tensor((IList<long>)[1L, 2, 3, 4], shape), tensor((IList<int>)[1, 2, 3, 4], shape),
                tensor((IList<byte>)[1, 2, 3, 4], shape), tensor((IList<short>)[1, 2, 3, 4], shape),
                tensor((IList<sbyte>)[1, 2, 3, 4], shape), tensor(new float[] { 1, 2, 3, 4 }.AsMemory(), shape),
                tensor(new double[] { 1, 2, 3, 4 }.AsMemory(), shape), tensor(new long[] { 1, 2, 3, 4 }.AsMemory(), shape),
                tensor(new int[] { 1, 2, 3, 4 }.AsMemory(), shape), tensor(new byte[] { 1, 2, 3, 4 }.AsMemory(), shape),
            ])
        {
            SameShape(made, [2, 2], 1, 2, 3, 4);
            Same(made[1, 0], 3);
        }

        Same(tensor([true, false], [2, 1]), 1, 0);
        Same(tensor((IList<bool>)[true, false], [2, 1]), 1, 0);
    }

    [Fact]
    public void A_shape_that_the_data_does_not_fill_is_refused() =>
        Assert.Contains("3 values do not fill the shape [2, 2]", Assert.Throws<ArgumentException>(() => tensor([1f, 2, 3], [2, 2])).Message);

    [Fact]
    public void Named_dimensions_are_refused_with_a_sentence() =>
        Assert.Contains("names", Assert.Throws<NotImplementedException>(() => zeros([2], names: ["N"])).Message);

    private static MethodInfo[] Named(string name) =>
        [.. typeof(torch).GetMethods().Concat(typeof(Tensor).GetMethods()).Where(method => method.Name == name)];

    private static bool IsOneSize(ParameterInfo parameter) =>
        (parameter.ParameterType == typeof(long) || parameter.ParameterType == typeof(int))
        && (parameter.Name is "size" or "rows" or "columns" || parameter.Name!.StartsWith("dim", StringComparison.Ordinal));

    private static object Size(ParameterInfo parameter, int place) =>
        Convert.ChangeType(Shape[place], parameter.ParameterType, System.Globalization.CultureInfo.InvariantCulture);

    private static object? Rest(ParameterInfo parameter) => parameter switch
    {
        { Name: "value" } => (Scalar)7.0,
        { ParameterType.IsArray: true, Name: "size" } => Shape,
        { Name: "scalar" } => 7,
        _ => parameter.RawDefaultValue,
    };

    private static (object Value, long[] Shape, ScalarType Type) Data(Type type, long[] shape)
    {
        if (type == typeof(Tensor))
        {
            return (full([2], (Scalar)1.0), [2], float32);
        }

        var element = type.IsArray ? type.GetElementType()! : type.IsGenericType ? type.GetGenericArguments()[0] : type;
        var one = Convert.ChangeType(1, element, System.Globalization.CultureInfo.InvariantCulture);
        if (!type.IsArray && !type.IsGenericType)
        {
            return (one, [], Held(element));
        }

        var lengths = type.IsArray ? Shape[..type.GetArrayRank()] : shape;
        if (type.IsGenericType || (type.IsArray && type.GetArrayRank() == 1 && shape.Length > 1))
        {
            lengths = shape;
        }

        var array = type.IsArray && type.GetArrayRank() > 1
            ? Array.CreateInstance(element, lengths)
            : Array.CreateInstance(element, lengths.Aggregate(1L, (product, size) => product * size));
        foreach (var place in Places(array))
        {
            array.SetValue(one, place);
        }

        return (array, lengths, Held(element));
    }

    private static IEnumerable<int[]> Places(Array array)
    {
        for (var i = 0; i < array.Length; i++)
        {
            var place = new int[array.Rank];
            for (int d = array.Rank - 1, rest = i; d >= 0; rest /= array.GetLength(d), d--)
            {
                place[d] = rest % array.GetLength(d);
            }

            yield return place;
        }
    }

    private static ScalarType Held(Type element) => Type.GetTypeCode(element) switch
    {
        TypeCode.Single => float32,
        TypeCode.Double => float64,
        TypeCode.Int64 => int64,
        TypeCode.Int32 => int32,
        TypeCode.Int16 => int16,
        TypeCode.SByte => int8,
        TypeCode.Byte => uint8,
        _ => ScalarType.Bool,
    };

    private static bool HasRightNumbers(string name, Tensor result)
    {
        var numbers = Doubles(result);
        return name switch
        {
            "zeros" or "new_zeros" => numbers.All(n => n == 0),
            "ones" or "new_ones" or "tensor" or "as_tensor" => numbers.All(n => n == 1),
            "full" or "new_full" => numbers.All(n => n == 7),
            "rand" => numbers.All(n => n is >= 0 and < 1) && numbers.Any(n => n != 0),
            "randn" => numbers.All(double.IsFinite) && numbers.Any(n => n != 0),
            _ => true,
        };
    }
}
