using System.Diagnostics;
using GanLab.Soak.Scenarios;

namespace GanLab.Soak.Tests;

/// <summary>A little of every scenario; eng/soak.sh has them in full.</summary>
public class QuickTests
{
    // Where what is mounted is seen by nobody else; the second is for root where the first is forbidden.
    private static readonly string[][] Private = [["unshare", "--user", "--map-root-user", "--mount"], ["unshare", "--mount"]];

    public static TheoryData<string> Names() => [.. Catalog.All.Select(scenario => scenario.Name)];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void The_promise_holds(string name)
    {
        Skip.If(OperatingSystem.IsWindows(), "kill, mount and /proc are not on Windows");
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "gan-soak.dll"), "--quick", "--only", name];
        command = [.. Private.FirstOrDefault(Works) ?? [], .. command];
        using var soak = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
        var table = soak.StandardOutput.ReadToEnd();
        soak.WaitForExit();

        Skip.If(table.Contains("not tried: ", StringComparison.Ordinal), table.Split('\n').Last(line => line.Length > 0));
        Assert.True(soak.ExitCode == 0, table);
        Assert.Contains($"| {name} |", table, StringComparison.Ordinal);
    }

    private static bool Works(string[] command)
    {
        try
        {
            using var attempt = Process.Start(new ProcessStartInfo(command[0], [.. command[1..], "true"]) { RedirectStandardError = true })!;
            attempt.WaitForExit();
            return attempt.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
