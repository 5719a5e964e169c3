using System.Diagnostics;
using System.Text;
using GanLab.Cli.Tests.Support;

namespace GanLab.Cli.Tests;

/// <summary>Whatever file a command is given, it ends with one line that names the file, and with exit code 1 or 2.</summary>
public sealed class HostileFilesTests : IDisposable
{
    private static readonly (string Name, byte[] Content)[] Pile =
    [
        ("empty", []),
        ("one-byte", [0]),
        ("zeros", new byte[5000]),
        ("text", "no file of any kind\n"u8.ToArray()),
        ("escapes", "\u001b]0;owned\u0007\n\r\n"u8.ToArray()),
        ("zip-without-end", "PK\u0003\u0004"u8.ToArray()),
        ("zip-end-only", [.. "PK\u0005\u0006"u8, .. new byte[18]]),
        ("pickle", [0x80, 2, .. "cos\nsystem\n."u8]),
        ("png-signature", [0x89, .. "PNG\r\n\u001a\n"u8]),
        ("png-huge-chunk", [0x89, .. "PNG\r\n\u001a\n"u8, 0xFF, 0xFF, 0xFF, 0xFF, .. "IHDR"u8]),
        ("idx-huge", [0, 0, 8, 3, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF]),
        ("idx-of-floats", [0, 0, 0x0D, 1, 0, 0, 0, 1, 0, 0, 0, 0]),
        ("gzip-cut", [0x1F, 0x8B, 8, 0]),
        ("safetensors-lie", [2, 0, 0, 0, 0, 0, 0, 0, .. "{\""u8]),
        ("safetensors-names", Safe("{\"a\u001b\":{\"dtype\":\"F64\",\"shape\":[9223372036854775807,9223372036854775807],\"data_offsets\":[0,0]}}")),
        ("json-deep", Encoding.ASCII.GetBytes(new string('[', 100_000))),
        ("json-nan", "{\"training\":{\"batchSize\":NaN}}"u8.ToArray()),
        ("json-twice", "{\"training\":{},\"training\":{}}"u8.ToArray()),
        ("json-half-pair", "{\"data\":{\"directory\":\"\\ud800\"}}"u8.ToArray()),
        ("json-half-name", "{\"\\ud800\":1}"u8.ToArray()),
        ("json-control-name", "{\"a\\n\\u001b[31m\":1}"u8.ToArray()),
        ("json-huge-number", Encoding.ASCII.GetBytes($"{{\"training\":{{\"steps\":{new string('9', 100_000)}}}}}")),
        ("json-not-utf8", [.. "{\"a"u8, 0xFF, .. "\":1}"u8]),
        ("json-utf16", Encoding.Unicode.GetBytes("\uFEFF{}")),
        ("json-large", [.. "{}"u8, .. Enumerable.Repeat((byte)' ', 2 << 20)]),
        ("json-ten-thousand-names", Encoding.ASCII.GetBytes($"{{{string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"n{i}\":0"))}}}")),
    ];

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => [.. Pile.Select(file => file.Name)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_command_says_what_is_wrong_with_it(string name)
    {
        var path = folder.Write(name, Pile.Single(file => file.Name == name).Content);

        IsOneSentence(Gan.Run("inspect", path), path);
        IsOneSentence(Gan.Run("sample", "--checkpoint", path, "--out", folder.In("x.png")), path);
        IsRefused(Gan.Run("train", "--config", path, "--steps", "1", "--out", folder.In("runs")));
        Assert.False(Directory.Exists(folder.In("runs")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_with_it_in_the_place_of_its_own_files_is_not_resumed(string name)
    {
        var content = Pile.Single(file => file.Name == name).Content;
        folder.Write("run/config.json", content);
        folder.Write("run/checkpoints/000001/checkpoint.json", content);

        IsRefused(Gan.Run("train", "--resume", folder.In("run")));
        IsRefused(Gan.Run("inspect", folder.In("run", "checkpoints", "000001")));
    }

    [SkippableFact]
    public void A_pipe_is_not_waited_for()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no named pipes among its files.");
        var pipe = folder.In("pipe");
        MakePipe(pipe);
        IsOneSentence(Gan.Run("inspect", pipe), pipe);
        IsOneSentence(Gan.Run("sample", "--checkpoint", pipe, "--out", folder.In("x.png")), pipe);
        IsOneSentence(Gan.Run("train", "--config", pipe, "--steps", "1", "--out", folder.In("runs")), pipe);
        IsRefused(Gan.Run("train", "--resume", pipe));
    }

    [Theory]
    [InlineData("""{\"\\ud800\":1}""")]
    [InlineData("""{\"a\":\"\\ud800\"}""")]
    [InlineData("nonsense")]
    public void Settings_in_a_sound_file_that_are_none_are_shown_as_they_are(string settings)
    {
        var path = folder.Write("a.safetensors", Safe("{\"__metadata__\":{\"configuration\":\"" + settings + "\"}}"));

        var result = Gan.Run("inspect", path);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("configuration", result.Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("config.json", 0)] // the checkpoint has the settings too
    [InlineData("checkpoints/latest", 0)] // passed over
    [InlineData("checkpoints/000004/checkpoint.json", 1)]
    [InlineData("checkpoints/000004/state.safetensors", 1)]
    [InlineData("run.lock", 0)]
    [InlineData("metrics.jsonl", 0)] // training goes on with a warning
    public async Task A_pipe_in_a_run_is_not_waited_for(string place, int expected)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no named pipes among its files.");
        Assert.Equal(0, Tiny.Points(folder.In("runs"), "--steps", "4").ExitCode);
        var run = Assert.Single(Directory.GetDirectories(folder.In("runs")));
        File.Delete(Path.Combine(run, place));
        MakePipe(Path.Combine(run, place));

        // Inspecting a run is refused for want of settings only.
        Assert.Equal(place == "config.json" ? 2 : 0, (await Ends("inspect", run)).ExitCode);
        if (place == "run.lock")
        {
            using var held = GanLab.Formats.ExclusiveFile.TryOpen(Path.Combine(run, ".lock"));
            Assert.Contains("in use by another process", (await Ends("train", "--resume", run, "--steps", "6")).Error, StringComparison.Ordinal);
        }

        var result = await Ends("train", "--resume", run, "--steps", "6");

        Assert.True(expected == result.ExitCode, $"exit code {result.ExitCode}:\n{result.Error}");
        Assert.DoesNotContain("unexpected error", result.Error, StringComparison.Ordinal);
        if (expected != 0)
        {
            IsOneSentence(result, Path.Combine(run, place));
        }
    }

    // A command that waits for ever must not hold up the tests for ever.
    private static Task<Gan> Ends(params string[] command) => Task.Run(() => Gan.Run(command)).WaitAsync(TimeSpan.FromMinutes(3));

    private static void MakePipe(string path)
    {
        using var maker = Process.Start("mkfifo", [path]);
        maker.WaitForExit();
        Assert.Equal(0, maker.ExitCode);
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_named()
    {
        Directory.CreateDirectory(folder.In("g.pt"));
        Directory.CreateDirectory(folder.In("run", "config.json"));

        IsRefused(Gan.Run("sample", "--checkpoint", folder.In("g.pt")));
        IsRefused(Gan.Run("inspect", folder.In("g.pt")));
        IsRefused(Gan.Run("train", "--config", folder.In("g.pt")));
        IsRefused(Gan.Run("train", "--resume", folder.In("run")));
    }

    private static void IsOneSentence(Gan result, string path)
    {
        IsRefused(result);
        Assert.Contains(path, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    private static void IsRefused(Gan result)
    {
        Assert.True(result.ExitCode is 1 or 2, $"exit code {result.ExitCode}: {result.Error}");
        Assert.DoesNotContain("unexpected error", result.Error, StringComparison.Ordinal);
        Assert.All(result.ErrorLines, line => Assert.StartsWith("gan: ", line, StringComparison.Ordinal));
        Assert.InRange(result.ErrorLines.Count, 1, 50);
        Assert.DoesNotContain(result.Error, c => char.IsControl(c) && c != '\n');
    }

    private static byte[] Safe(string json) => [(byte)json.Length, 0, 0, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(json)];
}
