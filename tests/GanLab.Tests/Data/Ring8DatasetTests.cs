using System.Numerics;
using GanLab.Data;

namespace GanLab.Tests.Data;

public class Ring8DatasetTests
{
    [Fact]
    public void The_centres_lie_on_the_unit_circle_an_eighth_of_a_turn_apart()
    {
        Assert.Equal(8, Ring8Dataset.Centres.Count);
        Assert.All(Ring8Dataset.Centres, centre => Assert.Equal(1, centre.Length(), 1e-6));
        Assert.Equal(new Vector2(1, 0), Ring8Dataset.Centres[0]);
        Assert.Equal(Math.Sqrt(0.5), Ring8Dataset.Centres[1].X, 1e-6);
        Assert.Equal(Math.Sqrt(0.5), Ring8Dataset.Centres[1].Y, 1e-6);
    }

    [Fact]
    public void Points_scatter_about_the_centre_of_their_label_with_the_deviation_of_PacGAN()
    {
        using var ring = new Ring8Dataset(4);
        var counts = new int[8];
        var point = new float[2];
        double squares = 0;

        for (var i = 0; i < 16_000; i++)
        {
            var label = ring.Read(i, point);
            counts[label]++;
            squares += (new Vector2(point) - Ring8Dataset.Centres[(int)label]).LengthSquared();
        }

        Assert.All(counts, count => Assert.Equal(2000, count, 220.0));
        Assert.Equal(0.01, Math.Sqrt(squares / 32_000), 0.0002);
    }

    [Fact]
    public void A_point_depends_on_the_seed_and_its_index_alone()
    {
        var (one, same, other) = (new float[2], new float[2], new float[2]);

        new Ring8Dataset(4).Read(123, one);
        new Ring8Dataset(4).Read(123, same);
        new Ring8Dataset(5).Read(123, other);

        Assert.Equal(one, same);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Room_for_another_number_of_coordinates_is_refused()
    {
        using var ring = new Ring8Dataset(4);

        var error = Assert.Throws<ArgumentException>(() => ring.Read(0, new float[3]));

        Assert.Contains("2x1x1 = 2 values", error.Message);
    }
}
