using GanLab.Configuration;
using GanLab.Data;
using GanLab.Imaging;
using GanLab.Randomness;

namespace GanLab.Tests.Data;

public class PixelDatasetTests
{
    private static readonly SampleShape Shape = new(3, 4, 5);

    // Number i of the sample, in the order [C, H, W].
    private static float Expected(long index, int i) =>
        PixelRange.ToSample(NumberedPictures.Pixel(index, (i % 20 * 3) + (i / 20)));

    [Fact]
    public void Numbers_are_read_from_the_pixels_plane_by_plane()
    {
        using var set = new NumberedPictures(Shape, 11);
        var sample = new float[60];

        Assert.Equal(1, set.Read(7, sample));

        Assert.Equal(Enumerable.Range(0, 60).Select(i => Expected(7, i)), sample);
    }

    [Fact]
    public void A_wrong_index_and_a_wrong_length_are_refused_for_numbers_too()
    {
        using var set = new NumberedPictures(Shape, 11);

        Assert.Throws<ArgumentOutOfRangeException>(() => set.Read(11, new float[60]));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Read(-1, new float[60]));
        Assert.Contains("room for 59", Assert.Throws<ArgumentException>(() => set.Read(0, new float[59])).Message);
    }

    [Fact]
    public void Batches_hold_the_pixels_and_the_numbers_that_they_stand_for()
    {
        using var set = new NumberedPictures(Shape, 11);
        var order = new SampleOrder(11, new RandomSource(5));
        using var loader = new BatchLoader(set, 4, new RandomSource(5));
        loader.Next().Dispose(); // so that arrays are used again
        for (var b = 1; b < 8; b++)
        {
            using var batch = loader.Next();
            var indices = Enumerable.Range(4 * b, 4).Select(position => order.IndexAt(position)).ToArray();

            Assert.Equal(indices.SelectMany(index => Enumerable.Range(0, 60).Select(i => NumberedPictures.Pixel(index, i))), batch.Pixels);
            Assert.Equal(indices.SelectMany(index => Enumerable.Range(0, 60).Select(i => Expected(index, i))), batch.Samples);
            Assert.Equal(indices.Select(index => index % 2), batch.Labels);
        }
    }

    [Fact]
    public void Numbers_are_not_made_from_pixels_that_have_gone_back_to_the_loader()
    {
        using var loader = new BatchLoader(new NumberedPictures(Shape, 11), 4, new RandomSource(5));
        var batch = loader.Next();
        batch.Dispose();

        Assert.Throws<ObjectDisposedException>(() => batch.Samples);
    }

    [Fact]
    public void Batches_of_what_is_no_picture_have_no_pixels()
    {
        using var loader = new BatchLoader(new NumberedDataset(10), 4, new RandomSource(5));
        using var batch = loader.Next();

        Assert.Null(batch.Pixels);
        Assert.Equal(8, batch.Samples.Length);
    }
}
