using System.Globalization;
using System.IO.Compression;
using GanLab.Formats;
using GanLab.Imaging;
using GanLab.Sampling;

namespace GanLab.Cli.Sampling;

/// <summary>A PNG file for each sample, named by its seed.</summary>
internal sealed class FolderOutput(string path) : SampleOutput(path)
{
    private const string Digits = "000000"; // so that the names of up to a million seeds sort as the seeds do

    private int written;

    protected override string Folder => Target;

    internal override string Left(SampleSeries samples) =>
        FormattableString.Invariant($"{written:n0} of {samples.Seeds.Count:n0} samples are in '{Target}'.");

    protected override void Draw(SampleSeries samples)
    {
        var shape = samples.Shape;
        if (shape.IsPoint)
        {
            Write(samples, samples.Numbers(), point => SamplePicture.Draw(point, shape));
        }
        else
        {
            Write(samples, samples.Pixels(), pixels => new Bitmap(shape.Width, shape.Height, shape.Channels, pixels));
        }
    }

    // All processors compress, and one of them writes: files that are made in one folder at once only wait for each other.
    // Nobody waits for the disk: samples can be drawn again.
    private void Write<T>(SampleSeries samples, IEnumerable<SamplePiece<T>> pieces, Func<T[], Bitmap> show) =>
        WriteBehind.Run(pieces, piece =>
        {
            var files = new byte[piece.Count][];
            Parallel.For(0, piece.Count, i => files[i] = Png(show(piece.Sample(i))));
            foreach (var (file, seed) in files.Zip(samples.Seeds.Skip(piece.First)))
            {
                var name = $"seed{seed.ToString(Digits, CultureInfo.InvariantCulture)}.png";
                AtomicFile.Write(Path.Combine(Target, name), stream => stream.Write(file), durable: false);
                written++;
            }
        });

    private static byte[] Png(Bitmap picture)
    {
        using var stream = new MemoryStream();
        picture.WritePng(stream, level: CompressionLevel.Fastest);
        return stream.ToArray();
    }
}
