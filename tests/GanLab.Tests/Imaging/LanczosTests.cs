using GanLab.Imaging;

namespace GanLab.Tests.Imaging;

public class LanczosTests
{
    private static Bitmap Row(params byte[] values) => new(values.Length, 1, 1, values);

    [Fact]
    public void A_step_shrunk_to_a_half_has_the_values_of_the_formula()
    {
        // Weights of the kernel stretched twofold at the distances 0.5, 1.5 ... 5.5, cut at the borders and normalised; by
        // hand: L(0.25) = 0.8906, L(0.75) = 0.2702, L(1.25) = -0.1328, L(1.75) = -0.0678, L(2.25) = 0.0301, L(2.75) = 0.0075.
        double[] kernel = [0.8906, 0.2702, -0.1328, -0.0678, 0.0301, 0.0075];
        double Weight(int place, double centre) => kernel[(int)Math.Abs(place + 0.5 - centre)];
        double[] centres = [1, 3, 5, 7];
        var expected = centres.Select(centre =>
        {
            var places = Enumerable.Range(0, 8).Where(place => Math.Abs(place + 0.5 - centre) < 6).ToArray();
            var bright = places.Where(place => place >= 4).Sum(place => Weight(place, centre));
            return Math.Clamp(200 * bright / places.Sum(place => Weight(place, centre)), 0, 255);
        }).ToArray();

        var actual = Lanczos.Scale(Row(0, 0, 0, 0, 200, 200, 200, 200), 4, 1).Pixels;

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(expected[i], actual[i], 0.6);
        }
    }

    [Theory]
    [InlineData(7, 5, 3)]
    [InlineData(5, 64, 1)]
    [InlineData(100, 9, 1)]
    [InlineData(33, 32, 3)]
    public void One_colour_stays_that_colour(int from, int to, int channels)
    {
        var picture = new Bitmap(from, from + 3, channels, [.. Enumerable.Repeat((byte)137, from * (from + 3) * channels)]);

        var scaled = Lanczos.Scale(picture, to, to);

        Assert.Equal((to, to, channels), (scaled.Width, scaled.Height, scaled.Channels));
        Assert.All(scaled.Pixels, value => Assert.Equal(137, value));
    }

    [Fact]
    public void A_slope_stays_a_slope_away_from_the_borders()
    {
        var scaled = Lanczos.Scale(Row([.. Enumerable.Range(0, 120).Select(i => (byte)(2 * i))]), 40, 1);

        for (var i = 8; i < 32; i++)
        {
            Assert.Equal(2 * ((3 * i) + 1), scaled.Pixels[i], 1.0);
        }
    }

    [Fact]
    public void A_picture_and_its_mirror_image_scale_alike()
    {
        byte[] values = [3, 200, 17, 90, 255, 0, 4, 77, 130, 12, 61];

        var scaled = Lanczos.Scale(Row(values), 5, 1).Pixels;

        Assert.Equal(scaled.Reverse(), Lanczos.Scale(Row([.. values.Reverse()]), 5, 1).Pixels);
    }

    [Fact]
    public void Channels_do_not_run_into_each_other()
    {
        var picture = new Bitmap(9, 9, 3, [.. Enumerable.Range(0, 243).Select(i => (byte)(i % 3 == 1 ? 250 : 0))]);

        var pixels = Lanczos.Scale(picture, 4, 4).Pixels;

        Assert.All(pixels.Where((_, i) => i % 3 == 1), value => Assert.Equal(250, value));
        Assert.All(pixels.Where((_, i) => i % 3 != 1), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_picture_of_the_right_size_is_left_alone()
    {
        var picture = Row(1, 2, 3);

        Assert.Same(picture, Lanczos.Scale(picture, 3, 1));
    }
}
