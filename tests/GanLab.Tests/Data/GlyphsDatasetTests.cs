using GanLab.Configuration;
using GanLab.Data;

namespace GanLab.Tests.Data;

public class GlyphsDatasetTests
{
    private static (float[][] Images, long[] Labels) Draw(int count, int size = 32, long seed = 1, long from = 0)
    {
        using var glyphs = new GlyphsDataset(size, seed);
        var images = new float[count][];
        var labels = new long[count];
        for (var i = 0; i < count; i++)
        {
            images[i] = new float[glyphs.Shape.Length];
            labels[i] = glyphs.Read(from + i, images[i]);
        }

        return (images, labels);
    }

    private static double Distance(float[] one, float[] other) =>
        one.Zip(other, (x, y) => (double)(x - y) * (x - y)).Sum();

    [Fact]
    public void A_picture_depends_on_the_seed_and_its_index_alone()
    {
        var (images, labels) = Draw(20);

        var (alone, label) = Draw(1, from: 13);
        var (other, _) = Draw(1, seed: 2, from: 13);

        Assert.Equal(images[13], alone[0]);
        Assert.Equal(labels[13], label[0]);
        Assert.NotEqual(images[13], other[0]);
    }

    [Fact]
    public void Every_digit_is_drawn_equally_often()
    {
        var (_, labels) = Draw(4000, size: 8);

        Assert.Equal(10, labels.Distinct().Count());
        Assert.All(labels.CountBy(label => label), pair => Assert.Equal(400, pair.Value, 90.0));
    }

    [Theory]
    [InlineData(28)]
    [InlineData(64)]
    [InlineData(45)]
    public void Digits_are_bright_on_black_and_never_touch_the_border(int size)
    {
        foreach (var image in Draw(200, size).Images)
        {
            Assert.All(image, value => Assert.InRange(value, -1, 1));
            Assert.True(image.Max() > 0.7);
            Assert.InRange(image.Average(value => (value + 1) / 2), 0.02, 0.35);
            for (var i = 0; i < size; i++)
            {
                float[] border = [image[i], image[(size * (size - 1)) + i], image[i * size], image[(i * size) + size - 1]];
                Assert.All(border, value => Assert.Equal(-1, value));
            }
        }
    }

    [Fact]
    public void Digits_are_told_apart_by_their_nearest_neighbours()
    {
        var (known, labels) = Draw(1500, size: 16, seed: 1);
        var (unknown, expected) = Draw(200, size: 16, seed: 2);

        var right = unknown.Select((image, i) =>
        {
            var nearest = Enumerable.Range(0, known.Length).MinBy(j => Distance(image, known[j]));
            return labels[nearest] == expected[i] ? 1 : 0;
        }).Sum();

        Assert.InRange(right, 180, 200); // chance gives 20
    }

    [Fact]
    public void No_two_pictures_of_a_digit_are_alike()
    {
        var (images, labels) = Draw(300, size: 16);
        var sevens = images.Where((_, i) => labels[i] == 7).ToArray();

        for (var i = 1; i < sevens.Length; i++)
        {
            Assert.True(Distance(sevens[0], sevens[i]) > 1);
        }
    }

    [Fact]
    public void The_same_index_is_the_same_drawing_at_every_size()
    {
        var (small, large) = (Draw(20, size: 32).Images, Draw(20, size: 64).Images);

        for (var i = 0; i < small.Length; i++)
        {
            var halved = Enumerable.Range(0, 32 * 32).Select(p =>
            {
                var corner = (p / 32 * 2 * 64) + (p % 32 * 2);
                return (large[i][corner] + large[i][corner + 1] + large[i][corner + 64] + large[i][corner + 65]) / 4;
            }).ToArray();
            Assert.True(Distance(small[i], halved) / 1024 < 0.02);
        }
    }

    [Fact]
    public void Three_channels_hold_the_same_grey()
    {
        using var glyphs = new GlyphsDataset(16, seed: 1, channels: 3);
        var image = new float[3 * 256];

        glyphs.Read(4, image);

        Assert.Equal(image[..256], image[256..512]);
        Assert.Equal(image[..256], image[512..]);
    }

    [Theory]
    [InlineData(7, 1, "size 7")]
    [InlineData(32, 2, "2 channels")]
    public void A_size_or_channel_count_that_cannot_be_drawn_is_named(int size, int channels, string expected) =>
        Assert.Contains(expected, Assert.Throws<ConfigException>(() => new GlyphsDataset(size, 0, channels)).Message);
}
