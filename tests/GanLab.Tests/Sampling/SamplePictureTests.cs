using GanLab.Configuration;
using GanLab.Sampling;

namespace GanLab.Tests.Sampling;

public class SamplePictureTests
{
    private static float[] Blank(int count, SampleShape shape) => new float[count * shape.Length];

    [Fact]
    public void Labels_go_round_the_classes_so_that_each_column_is_one()
    {
        Assert.Equal([0L, 1, 2, 0, 1], SamplePicture.Labels(5, 3));
        Assert.Equal([0L, 0, 0], SamplePicture.Labels(3, 0));
        Assert.Empty(SamplePicture.Labels(0, 3));
    }

    [Theory]
    [InlineData(0, 4, 4)] // 16 in a square
    [InlineData(8, 8, 2)] // a column for each class
    [InlineData(100, 4, 4)] // more classes than columns are worth
    public void Images_stand_in_a_grid_with_a_column_for_each_of_a_few_classes(int classes, int columns, int rows)
    {
        var shape = new SampleShape(1, 8, 8);

        var picture = SamplePicture.Draw(Blank(16, shape), shape, classes);

        const int Cell = 8 + 2; // a sample and the line beside it
        Assert.Equal((columns, rows), (picture.Width / Cell, picture.Height / Cell));
    }

    [Fact]
    public void Points_are_shown_in_the_plane_whatever_their_number()
    {
        var shape = new SampleShape(2, 1, 1);

        var few = SamplePicture.Draw(Blank(3, shape), shape);
        var many = SamplePicture.Draw(Blank(300, shape), shape, realPoints: Blank(50, shape));

        Assert.Equal((few.Width, few.Height), (many.Width, many.Height));
        Assert.True(few.Width > 50);
    }
}
