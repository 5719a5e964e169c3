using GanLab.Configuration;
using GanLab.Sampling;

namespace GanLab.Cli.Sampling;

/// <summary>All samples in one PNG file: images in a grid, points in a plot.</summary>
internal sealed class GridOutput(string path) : SampleOutput(path)
{
    private const int MostNumbers = 1 << 28; // a gibibyte of floats

    protected override void Check(SampleSeries samples)
    {
        if ((long)samples.Seeds.Count * samples.Shape.Length > MostNumbers)
        {
            throw new ConfigException(FormattableString.Invariant(
                $"{samples.Seeds.Count:n0} samples of {samples.Shape} are too many for one picture; write a file each with --out samples/, or arrays with --out samples.npz."));
        }
    }

    protected override void Draw(SampleSeries samples)
    {
        var all = new float[samples.Seeds.Count * samples.Shape.Length];
        foreach (var piece in samples.Numbers())
        {
            piece.Numbers.CopyTo(all, piece.First * samples.Shape.Length);
        }

        var classes = samples.Labels.Distinct().Count() > 1 ? samples.Classes : 0; // columns by class where there are several
        SamplePicture.Draw(all, samples.Shape, classes).SavePng(Target);
    }
}
