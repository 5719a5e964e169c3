using System.Globalization;

namespace GanLab.Fuzzing;

/// <summary>A file that a reader did not stand.</summary>
/// <param name="Family">The reader.</param>
/// <param name="Input">The number of the copy, negative for a seed: -1 is the last.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="File">The file, made as small as it can be.</param>
internal sealed record Finding(string Family, long Input, string Fault, byte[] File)
{
    /// <summary>As a line that <see cref="ReadLine"/> understands.</summary>
    internal string ToLine() => FormattableString.Invariant($"{Input} {Convert.ToBase64String(File)} {Fault.ReplaceLineEndings("\v")}");

    /// <summary>The finding in a line.</summary>
    internal static Finding ReadLine(string family, string line)
    {
        var parts = line.Split(' ', 3);
        return new Finding(
            family, long.Parse(parts[0], CultureInfo.InvariantCulture), parts[2].Replace('\v', '\n'), Convert.FromBase64String(parts[1]));
    }

    /// <summary>Keeps the file in a folder and returns its path.</summary>
    internal string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Family}-{Input}");
        System.IO.File.WriteAllBytes(path, File);
        return path;
    }
}
