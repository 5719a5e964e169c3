using GanLab.Configuration;
using GanLab.Formats.Png;
using GanLab.Imaging;

namespace GanLab.Tests.Imaging;

public class ImageGridTests
{
    private static float[] Constant(int count, SampleShape shape) =>
        [.. Enumerable.Range(0, count * shape.Length).Select(i => ((i / shape.Length + 1) / 127.5f) - 1)];

    private static byte At(Bitmap picture, int x, int y, int channel = 0) =>
        picture.Pixels[(((y * picture.Width) + x) * picture.Channels) + channel];

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(4, 2, 2)]
    [InlineData(5, 3, 2)]
    [InlineData(64, 8, 8)]
    [InlineData(10, 4, 3)]
    public void A_grid_is_nearly_square(int count, int columns, int rows)
    {
        var shape = new SampleShape(1, 4, 6);

        var grid = ImageGrid.Arrange(Constant(count, shape), shape);

        Assert.Equal((2 + (columns * 8), 2 + (rows * 6)), (grid.Width, grid.Height));
    }

    [Fact]
    public void Samples_follow_each_other_row_by_row_and_empty_places_stay_background()
    {
        var shape = new SampleShape(1, 4, 4);

        var grid = ImageGrid.Arrange(Constant(5, shape), shape, columns: 3);

        Assert.Equal([1, 2, 3], [At(grid, 2, 2), At(grid, 8, 2), At(grid, 14, 5)]);
        Assert.Equal([4, 5], [At(grid, 2, 8), At(grid, 11, 11)]);
        var background = At(grid, 0, 0);
        Assert.Equal(background, At(grid, 15, 9));
        Assert.Equal(background, At(grid, 6, 3));
    }

    [Fact]
    public void The_three_planes_become_the_colours_of_a_pixel()
    {
        var shape = new SampleShape(3, 1, 2);

        var grid = ImageGrid.Arrange([-1, 1, 0, 0, 1, -1], shape);

        Assert.Equal([0, 128, 255], [At(grid, 2, 2, 0), At(grid, 2, 2, 1), At(grid, 2, 2, 2)]);
        Assert.Equal([255, 128, 0], [At(grid, 3, 2, 0), At(grid, 3, 2, 1), At(grid, 3, 2, 2)]);
    }

    [Fact]
    public void A_saved_grid_reads_back_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var shape = new SampleShape(3, 5, 5);
        var grid = ImageGrid.Arrange(Constant(7, shape), shape);
        var path = Path.Combine(folder.Path, "grid.png");

        grid.SavePng(path, [new("made by", "a test")]);

        var read = PngReader.Read(path);
        Assert.Equal((grid.Width, grid.Height, 3), (read.Width, read.Height, read.Channels));
        Assert.Equal(grid.Pixels, read.Pixels);
        Assert.Contains(new("made by", "a test"), read.Texts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    public void No_samples_or_a_part_of_one_is_refused(int length) =>
        Assert.Throws<ArgumentException>(() => ImageGrid.Arrange(new float[length], new SampleShape(1, 4, 4)));
}
