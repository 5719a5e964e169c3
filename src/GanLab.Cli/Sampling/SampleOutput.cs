using System.Globalization;
using System.Runtime.ExceptionServices;
using GanLab.Configuration;
using GanLab.Sampling;

namespace GanLab.Cli.Sampling;

/// <summary>Writes samples where they were asked for: a grid into a PNG file, or a PNG file each into a folder.</summary>
/// <param name="path">"grid.png", or "folder/"; whatever ends otherwise and has no extension is a folder too.</param>
internal sealed class SampleOutput(string path)
{
    private const int MostNumbersAtOnce = 1 << 28; // a gibibyte of floats
    private const int DrawnAtOnce = 256;
    private const int FewestDigits = 4;

    private readonly bool isFolder = IsFolder(path);

    /// <summary>Draws and writes; returns the path to show.</summary>
    /// <param name="seeds">One for each sample.</param>
    /// <param name="labels">One for each sample.</param>
    /// <param name="generator">In evaluation mode.</param>
    /// <param name="sampler">Over the generator.</param>
    /// <param name="progress">Is told how much is done, in [0, 1].</param>
    /// <param name="stop">Asks to stop; of a folder the files written so far stay.</param>
    /// <exception cref="ConfigException">There are too many samples for one picture.</exception>
    /// <exception cref="IOException">The folder cannot be made or written to; nothing has been drawn.</exception>
    /// <exception cref="OperationCanceledException">Was asked to stop.</exception>
    internal string Write(
        long[] seeds, long[] labels, Modules.Generator generator, Sampler sampler, IProgress<double> progress, CancellationToken stop)
    {
        if (!isFolder && (long)seeds.Length * generator.Shape.Length > MostNumbersAtOnce)
        {
            throw new ConfigException(FormattableString.Invariant(
                $"{seeds.Length:n0} samples of {generator.Shape} are too many for one picture; write a file each with --out samples/."));
        }

        var folder = isFolder ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            RequireWritable(folder);
            var pieces = Draw(seeds, labels, sampler, progress, stop);
            if (isFolder)
            {
                WriteEach(pieces, seeds, generator.Shape);
            }
            else
            {
                var classes = labels.Distinct().Count() > 1 ? generator.Classes : 0; // columns by class where there are several
                SamplePicture.Draw(Together(pieces, seeds.Length * generator.Shape.Length), generator.Shape, classes).SavePng(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--out '{path}': the folder '{folder}' cannot be made or written to ({exception.Message.TrimEnd('.')})", exception.HResult);
        }

        return path;
    }

    // Drawing may take long.
    private static void RequireWritable(string folder)
    {
        Directory.CreateDirectory(folder);
        using var probe = new FileStream(
            Path.Combine(folder, $".{Guid.NewGuid():n}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
    }

    private static IEnumerable<float[]> Draw(long[] seeds, long[] labels, Sampler sampler, IProgress<double> progress, CancellationToken stop)
    {
        for (var first = 0; first < seeds.Length; first += DrawnAtOnce)
        {
            stop.ThrowIfCancellationRequested();
            progress.Report((double)first / seeds.Length);
            var end = Math.Min(first + DrawnAtOnce, seeds.Length);
            yield return sampler.Draw(seeds[first..end], labels[first..end]);
        }
    }

    private static float[] Together(IEnumerable<float[]> pieces, int length)
    {
        var (all, filled) = (new float[length], 0);
        foreach (var piece in pieces)
        {
            piece.CopyTo(all, filled);
            filled += piece.Length;
        }

        return all;
    }

    // While samples are drawn those before them are written, on all processors. Nobody waits for the disk: they can be drawn again.
    private void WriteEach(IEnumerable<float[]> pieces, long[] seeds, SampleShape shape)
    {
        var digits = new string('0', Math.Max(FewestDigits, $"{seeds.Max()}".Length)); // so that the names sort as the seeds do
        var writing = Task.CompletedTask;
        try
        {
            foreach (var (samples, chunk) in pieces.Zip(seeds.Chunk(DrawnAtOnce)))
            {
                Wait(writing);
                writing = Task.Run(() => Parallel.For(0, chunk.Length, i => WriteOne(chunk[i].ToString(digits, CultureInfo.InvariantCulture), samples, i, shape)));
            }

            Wait(writing);
        }
        finally
        {
            Task.WaitAny(writing); // also where drawing failed
        }
    }

    private void WriteOne(string seed, float[] samples, int place, SampleShape shape)
    {
        var sample = samples.AsSpan(place * shape.Length, shape.Length);
        var picture = shape.IsPoint ? SamplePicture.Draw(sample, shape) : SamplePicture.Bare(sample, shape);
        picture.SavePng(Path.Combine(path, $"seed{seed}.png"), durable: false);
    }

    // What goes wrong on all threads is one error.
    private static void Wait(Task writing)
    {
        try
        {
            writing.GetAwaiter().GetResult();
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }

    private static bool IsFolder(string path)
    {
        if (path.Length == 0)
        {
            throw new ConfigException("--out is empty; give a file such as samples.png, or a folder such as samples/.");
        }

        var extension = Path.GetExtension(path);
        return Path.EndsInDirectorySeparator(path) || Directory.Exists(path) || extension.Length == 0
            || (extension.Equals(".png", StringComparison.OrdinalIgnoreCase)
                ? false
                : throw new ConfigException($"--out '{path}': pictures are written as PNG. Let the name end in .png, or in / for a folder."));
    }
}
