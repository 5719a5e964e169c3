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
    private const int FilesAtOnce = 256;

    private readonly bool isFolder = IsFolder(path);

    /// <summary>Draws and writes; returns the path to show.</summary>
    /// <param name="seeds">One for each sample.</param>
    /// <param name="labels">One for each sample.</param>
    /// <param name="generator">In evaluation mode.</param>
    /// <param name="sampler">Over the generator.</param>
    /// <exception cref="ConfigException">There are too many samples for one picture.</exception>
    /// <exception cref="IOException">The folder cannot be made or written to.</exception>
    internal string Write(long[] seeds, long[] labels, Modules.Generator generator, Sampler sampler)
    {
        if (!isFolder && (long)seeds.Length * generator.Shape.Length > MostNumbersAtOnce)
        {
            throw new ConfigException(FormattableString.Invariant(
                $"{seeds.Length:n0} samples of {generator.Shape} are too many for one picture; write a file each with --out samples/."));
        }

        try
        {
            if (isFolder)
            {
                WriteEach(seeds, labels, generator, sampler);
            }
            else
            {
                WriteGrid(seeds, labels, generator, sampler);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var folder = isFolder ? path : Path.GetDirectoryName(Path.GetFullPath(path));
            throw new IOException($"--out '{path}': the folder '{folder}' cannot be made or written to ({exception.Message.TrimEnd('.')})", exception.HResult);
        }

        return path;
    }

    private void WriteGrid(long[] seeds, long[] labels, Modules.Generator generator, Sampler sampler)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } directory)
        {
            Directory.CreateDirectory(directory);
        }

        var classes = labels.Distinct().Count() > 1 ? generator.Classes : 0; // columns by class where there are several
        SamplePicture.Draw(sampler.Draw(seeds, labels), generator.Shape, classes).SavePng(path);
    }

    // While samples are drawn those before them are written, on all processors. Nobody waits for the disk: they can be drawn again.
    private void WriteEach(long[] seeds, long[] labels, Modules.Generator generator, Sampler sampler)
    {
        Directory.CreateDirectory(path);
        var writing = Task.CompletedTask;
        try
        {
            foreach (var chunk in seeds.Zip(labels).Chunk(FilesAtOnce))
            {
                var samples = sampler.Draw([.. chunk.Select(pair => pair.First)], [.. chunk.Select(pair => pair.Second)]);
                Wait(writing);
                writing = Task.Run(() => Parallel.For(0, chunk.Length, i => WriteOne(chunk[i].First, samples, i, generator.Shape)));
            }

            Wait(writing);
        }
        finally
        {
            Task.WaitAny(writing); // also where drawing failed
        }
    }

    private void WriteOne(long seed, float[] samples, int place, SampleShape shape)
    {
        var sample = samples.AsSpan(place * shape.Length, shape.Length);
        var picture = shape.IsPoint ? SamplePicture.Draw(sample, shape) : SamplePicture.Bare(sample, shape);
        picture.SavePng(Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"seed{seed:0000}.png")), durable: false);
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
