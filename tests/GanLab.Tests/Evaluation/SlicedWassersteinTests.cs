using System.Globalization;
using GanLab.Evaluation;
using GanLab.Randomness;
using GanLab.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.Tests.Evaluation;

public sealed class SlicedWassersteinTests : IDisposable
{
    private const int Dimensions = 12;

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly SlicedWasserstein distance = new(Dimensions, 2048, new RandomSource(3), CPU);

    public void Dispose()
    {
        distance.Dispose();
        scope.Dispose();
    }

    private double Between(Tensor x, Tensor y) => SlicedWasserstein.Between(distance.Project(x), distance.Project(y));

    [Fact]
    public void A_set_is_at_distance_0_from_itself_in_any_order()
    {
        var x = Some.Normal(1, 64, Dimensions);

        Assert.Equal(0, Between(x, x.flip(0)), 1e-7);
    }

    [Fact]
    public void A_shift_by_c_is_a_distance_of_its_length_over_the_root_of_the_dimensions()
    {
        var x = Some.Normal(1, 64, Dimensions);
        var c = Some.Normal(2, 1, Dimensions);

        // The mean over directions of <c, direction>² is |c|²/d, up to 1/√2048 or so.
        Assert.Equal(1, Between(x, x + c) / (c.norm().ToDouble() / Math.Sqrt(Dimensions)), 0.05);
    }

    [Fact]
    public void Two_Gaussians_about_the_same_point_are_as_far_apart_as_their_deviations()
    {
        const int Count = 20_000;

        // W2 of N(0, 1) and N(0, 3²) on a line is |3 - 1|, on every direction.
        Assert.Equal(2, Between(Some.Normal(1, Count, Dimensions), 3 * Some.Normal(2, Count, Dimensions)), 0.03);
    }

    [Fact]
    public void Equal_seeds_give_equal_directions()
    {
        using var again = new SlicedWasserstein(Dimensions, 2048, new RandomSource(3), CPU);
        var x = Some.Normal(1, 8, Dimensions);

        Assert.Equal(distance.Project(x).data<float>().ToArray(), again.Project(x).data<float>().ToArray());
    }

    [SkippableFact]
    public void The_distance_in_one_dimension_is_what_sorting_in_Python_gives()
    {
        PythonTorch.Require();
        using var line = new SlicedWasserstein(1, 1, new RandomSource(0), CPU);
        float[] x = [0.5f, -1.25f, 3, 0.75f], y = [2, 2.5f, -0.5f, 0];

        var expected = PythonTorch.Run(
            $"import torch; print(((torch.tensor([{Text(x)}]).double().sort()[0] - torch.tensor([{Text(y)}]).double().sort()[0]) ** 2).mean().sqrt().item())");

        var actual = SlicedWasserstein.Between(line.Project(tensor(x, [4, 1])), line.Project(tensor(y, [4, 1])));
        Assert.Equal(double.Parse(expected, CultureInfo.InvariantCulture), actual, 1e-6);
    }

    private static string Text(float[] values) => string.Join(',', values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
}
