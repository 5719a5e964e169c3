using System.Diagnostics;
using System.Runtime.Versioning;

namespace GanLab.Cli.Tests;

/// <summary>eng/build.sh in a checkout of its own, with a dotnet that writes down what it was asked to build and with which engine.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class BuildScriptTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public BuildScriptTests()
    {
        Skip.If(OperatingSystem.IsWindows(), "There is no bash on Windows.");
        folder.Write("eng/build.sh", File.ReadAllText(Repository.PathOf("eng", "build.sh")));
        folder.Write("src/a.cs", "");
        Executable("artifacts/bin/GanLab.Cli/release/gan", "#!/bin/sh\n");
        Executable("bin/dotnet", """
            #!/bin/sh
            if [ "$1" = --list-sdks ]; then echo '10.0.100 [here]'; else echo "$2 ${TorchEngine:-usual}" >>built; fi

            """);
    }

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void What_is_built_with_another_engine_makes_every_target_be_built_again()
    {
        Build("gan.csproj");
        Build("gan.csproj");
        Build("all.sln", engine: "torchsharp");
        Build("all.sln", engine: "torchsharp");
        Build("gan.csproj");

        Assert.Equal(["gan.csproj usual", "all.sln torchsharp", "gan.csproj usual"], File.ReadAllLines(folder.In("built")));
    }

    [SkippableFact]
    public void Targets_of_one_engine_leave_each_other_alone()
    {
        Build("gan.csproj");
        Build("all.sln");
        Build("gan.csproj");

        Assert.Equal(["gan.csproj usual", "all.sln usual"], File.ReadAllLines(folder.In("built")));
    }

    private void Executable(string name, string content) =>
        File.SetUnixFileMode(folder.Write(name, content), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private void Build(string target, string? engine = null)
    {
        var start = new ProcessStartInfo("bash", [folder.In("eng", "build.sh"), target, "src"]) { RedirectStandardError = true };
        start.Environment["PATH"] = $"{folder.In("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["TorchEngine"] = engine;
        start.Environment["LIBTORCH"] = null;
        using var build = Process.Start(start)!;
        var error = build.StandardError.ReadToEnd();
        build.WaitForExit();
        Assert.True(build.ExitCode == 0, error);
    }
}
