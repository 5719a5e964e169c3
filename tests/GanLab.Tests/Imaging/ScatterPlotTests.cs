using GanLab.Imaging;

namespace GanLab.Tests.Imaging;

public class ScatterPlotTests
{
    private static (byte, byte, byte) At(Bitmap plot, int x, int y)
    {
        var pixel = plot.Pixels.AsSpan(((y * plot.Width) + x) * 3, 3);
        return (pixel[0], pixel[1], pixel[2]);
    }

    [Fact]
    public void Points_lie_where_their_coordinates_say_with_y_upwards()
    {
        var plot = ScatterPlot.Draw([1, 1], [-1, 0], extent: 2);

        Assert.Equal((512, 512, 3), (plot.Width, plot.Height, plot.Channels));
        var (real, generated, empty) = (At(plot, 384, 128), At(plot, 128, 256), At(plot, 128, 384));
        Assert.Equal((255, 255, 255), empty);
        Assert.NotEqual(empty, real);
        Assert.NotEqual(empty, generated);
        Assert.True(generated.Item1 > generated.Item3 + 80, "generated points are red");
        Assert.True(Math.Abs(real.Item1 - real.Item3) < 60, "real points are pale");
    }

    [Fact]
    public void Generated_points_far_away_or_not_numbers_are_left_out() =>
        Assert.Equal(
            ScatterPlot.Draw([1, 1], []).Pixels,
            ScatterPlot.Draw([1, 1], [900, 0, float.NaN, 0, 0, float.NegativeInfinity]).Pixels);

    [Fact]
    public void All_real_points_are_in_the_picture_unless_told_otherwise() =>
        Assert.Contains(ScatterPlot.Draw([300, -40], []).Pixels, value => value != 255);

    [Fact]
    public void Half_a_point_is_refused() =>
        Assert.Throws<ArgumentException>(() => ScatterPlot.Draw([1, 2, 3], []));
}
