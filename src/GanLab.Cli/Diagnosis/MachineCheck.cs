using System.Globalization;
using System.Runtime.InteropServices;
using GanLab.Acceleration;
using GanLab.Data;
using GanLab.Imaging;

namespace GanLab.Cli.Diagnosis;

/// <summary>Looks at everything on the machine that training needs.</summary>
internal static class MachineCheck
{
    private const double LittleSpace = 1; // GiB
    private const string InstallBlas = "sudo apt-get install libopenblas0-pthread";

    /// <summary>The findings, in the order to show them. Never throws for what is missing.</summary>
    internal static IEnumerable<Finding> All() =>
        [Runtime(), .. EngineFindings(), Pictures(), Cache(), FreeSpace()];

    private static Finding Runtime() => new(".NET", $"{Environment.Version}, {RuntimeInformation.RuntimeIdentifier}");

    private static IEnumerable<Finding> EngineFindings()
    {
        try
        {
            ComputeDevice.Open("cpu"); // with the threads that training would use
            var devices = Engine.CudaDevices();
            return
            [
                .. Engine.Describe().Select(fact => fact.Name == "BLAS" ? Blas(fact.Value) : new Finding(fact.Name, fact.Value)),
                .. devices.DefaultIfEmpty("no device; training runs on the CPU").Select(device => new Finding("CUDA", device)),
            ];
        }
        catch (Exception exception)
        {
            // Whatever a broken installation throws here is the finding itself.
            return [new Finding("engine", Engine.Name), new Finding("libtorch", Innermost(exception), Health.Missing, Remedy())];
        }
    }

    /// <summary>Tells the reference BLAS, which is about twenty times slower, by where Debian installs it.</summary>
    internal static Finding Blas(string path)
    {
        var resolved = File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : path;
        var isReference = resolved.Contains("/blas/", StringComparison.Ordinal)
            && !resolved.Contains("openblas", StringComparison.Ordinal) && !resolved.Contains("mkl", StringComparison.Ordinal);
        return isReference
            ? new Finding("BLAS", $"{path}, the slow reference implementation", Health.Warning, InstallBlas)
            : new Finding("BLAS", path);
    }

    private static Finding Pictures() => ImageCodec.IsAvailable
        ? new Finding("pictures", ImageCodec.Description)
        : new Finding(
            "pictures", "no image library; the data sets celeba and folder cannot be read", Health.Warning,
            "sudo apt-get install libvips42");

    private static Finding Cache()
    {
        var path = CacheFolder.Path;
        try
        {
            Directory.CreateDirectory(path);
            var probe = Path.Combine(path, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new Finding("cache", path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Finding(
                "cache", $"{path} cannot be written to; data sets cannot be downloaded", Health.Warning,
                $"export {CacheFolder.Variable}=/a/folder/you/may/write/to");
        }
    }

    private static Finding FreeSpace()
    {
        var here = Directory.GetCurrentDirectory();
        var free = new DriveInfo(here).AvailableFreeSpace / (double)(1L << 30);
        var text = string.Create(CultureInfo.InvariantCulture, $"{free:f1} GiB free in {here}");
        return free >= LittleSpace
            ? new Finding("disk", text)
            : new Finding("disk", text, Health.Warning, "free some space, or write runs to another disk with --out");
    }

    private static string Remedy() => Engine.Name == "system"
        ? "sudo apt-get install libtorch-dev libopenblas0-pthread"
        : "reference one of the packages TorchSharp-cpu, TorchSharp-cuda-linux or TorchSharp-cuda-windows: dotnet build -p:TorchBackend=cpu";

    private static string Innermost(Exception exception) => exception is TypeInitializationException { InnerException: { } inner }
        ? Innermost(inner)
        : exception.Message.ReplaceLineEndings(" ");
}
