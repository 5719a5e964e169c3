using GanLab.Configuration;
using GanLab.Imaging;

namespace GanLab.Sampling;

/// <summary>Shows samples as one picture: images in a grid, points in a scatter plot over real ones.</summary>
public static class SamplePicture
{
    private const int MostColumnsByClass = 16;

    /// <summary>The picture of <paramref name="samples"/>.</summary>
    /// <param name="samples">[N, C, H, W], row-major.</param>
    /// <param name="shape">The shape of one.</param>
    /// <param name="classes">Where there are a few, each gets a column; 0 for unlabelled samples.</param>
    /// <param name="realPoints">For points: real ones to show beneath; may be empty.</param>
    public static Bitmap Draw(ReadOnlySpan<float> samples, SampleShape shape, int classes = 0, ReadOnlySpan<float> realPoints = default) =>
        shape.IsPoint
            ? ScatterPlot.Draw(realPoints, samples)
            : ImageGrid.Arrange(samples, shape, classes is > 1 and <= MostColumnsByClass ? classes : null);

    /// <summary>Labels for a grid of <paramref name="count"/> samples: classes in turn, so that each column is one.</summary>
    public static long[] Labels(int count, int classes) =>
        [.. Enumerable.Range(0, count).Select(i => (long)(classes == 0 ? 0 : i % classes))];
}
