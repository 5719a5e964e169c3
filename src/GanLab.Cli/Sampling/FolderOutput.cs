using System.Globalization;
using System.IO.Compression;
using GanLab.Formats;
using GanLab.Imaging;
using GanLab.Sampling;

namespace GanLab.Cli.Sampling;

/// <summary>A PNG file for each sample, named by its seed.</summary>
internal sealed class FolderOutput(string path) : SampleOutput(path)
{
    private const int FewestDigits = 4;

    protected override string Folder => Target;

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
    private void Write<T>(SampleSeries samples, IEnumerable<SamplePiece<T>> pieces, Func<T[], Bitmap> show)
    {
        var digits = new string('0', Math.Max(FewestDigits, $"{samples.Seeds.Max()}".Length)); // so that the names sort as the seeds do
        WriteBehind.Run(pieces, piece =>
        {
            var files = new byte[piece.Count][];
            Parallel.For(0, piece.Count, i => files[i] = Png(show(piece.Sample(i))));
            foreach (var (file, seed) in files.Zip(samples.Seeds.Skip(piece.First)))
            {
                var name = $"seed{seed.ToString(digits, CultureInfo.InvariantCulture)}.png";
                AtomicFile.Write(Path.Combine(Target, name), stream => stream.Write(file), durable: false);
            }
        });
    }

    private static byte[] Png(Bitmap picture)
    {
        using var stream = new MemoryStream();
        picture.WritePng(stream, level: CompressionLevel.Fastest);
        return stream.ToArray();
    }
}
