using System.Text.RegularExpressions;
using GanLab.Experiment;
using GanLab.Formats;
using GanLab.Training;

namespace GanLab.Tests.Architecture;

public class BoundaryTests
{
    private static string[] ReferencesOf(Type type) => [.. type.Assembly.GetReferencedAssemblies().Select(name => name.Name!)];

    private static IEnumerable<string> FilesWith(string pattern, Func<string, bool> isAllowed) => SourceFiles.Below()
        .Where(file => !isAllowed(file.Path) && Regex.IsMatch(file.Code, pattern))
        .Select(file => file.Path);

    [Fact]
    public void Formats_needs_nothing_but_the_base_library() =>
        Assert.All(ReferencesOf(typeof(RawTensor)), name => Assert.StartsWith("System.", name));

    [Fact]
    public void Formats_and_the_engine_know_nothing_of_each_other()
    {
        Assert.Empty(FilesWith(@"\bTorchSharp\b|\bLibTorch\b", path => !path.StartsWith("GanLab.Formats/", StringComparison.Ordinal)));
        Assert.Empty(FilesWith(@"\bGanLab\.Formats\b", path => !path.StartsWith("GanLab.LibTorch/", StringComparison.Ordinal)));
#if TORCH_ENGINE_SYSTEM
        Assert.All(ReferencesOf(typeof(TorchSharp.torch)), name => Assert.StartsWith("System.", name));
#endif
    }

    [Fact]
    public void Native_code_is_called_only_by_the_engine_the_image_codecs_and_for_folders_on_the_disk() => Assert.Empty(FilesWith(
        @"\b(DllImport|LibraryImport|IntPtr|nint|NativeLibrary)\b",
        path => path.StartsWith("GanLab.LibTorch/", StringComparison.Ordinal) || path.StartsWith("GanLab/Imaging/Codecs/", StringComparison.Ordinal)
            || path == "GanLab.Formats/PosixFiles.cs"));

    [Fact]
    public void Only_the_image_codecs_know_an_image_library() => Assert.Empty(FilesWith(
        @"\bSixLabors\b|\bImageSharpCodec\b|\bNetVips\b|\bVips(Codec|Image|Native)\b",
        path => path.StartsWith("GanLab/Imaging/Codecs/", StringComparison.Ordinal)));

    [Fact]
    public void Only_acceleration_and_the_image_codecs_ask_which_engine_it_is() => Assert.Empty(FilesWith(
        "TORCH_ENGINE_",
        path => path.StartsWith("GanLab/Acceleration/", StringComparison.Ordinal) || path.StartsWith("GanLab/Imaging/Codecs/", StringComparison.Ordinal)));

    [Fact]
    public void The_engine_beyond_TorchSharp_is_used_in_acceleration_only() => Assert.Empty(FilesWith(
        @"\bLibTorch\.",
        path => path.StartsWith("GanLab.LibTorch/", StringComparison.Ordinal) || path.StartsWith("GanLab/Acceleration/", StringComparison.Ordinal)));

    /// <summary>It may be set while a run goes on. It is for people to read: in logs, events and who holds a lock.</summary>
    [Fact]
    public void The_wall_clock_is_written_down_and_decides_nothing() => Assert.Empty(FilesWith(
        @"\b(DateTime|DateTimeOffset)\.(Utc)?Now\b",
        path => path is "GanLab/Runs/RunLog.cs" or "GanLab/Runs/RunHolder.cs" or "GanLab/Runs/TensorBoardWriter.cs"));

    [Fact]
    public void Training_touches_neither_files_nor_the_console()
    {
        var used = typeof(TrainingLoop).Assembly.GetTypes()
            .Where(type => Layers.Of(type.Namespace) == "Training")
            .SelectMany(References.Of);

        Assert.DoesNotContain(used, type => type.Namespace == "System.IO" || type == typeof(Console));
    }

    [Fact]
    public void Only_the_command_line_writes_to_the_console() => Assert.DoesNotContain(
        typeof(TrainingRun).Assembly.GetTypes().SelectMany(References.Of), type => type == typeof(Console));

    [Fact]
    public void A_file_that_crosses_a_boundary_is_found() =>
        Assert.Contains("GanLab/Acceleration/Engine.cs", FilesWith("TORCH_ENGINE_", _ => false));
}
