using System.Diagnostics;

namespace GanLab.Soak.Scenarios;

/// <summary>A process that is stopped and continued, as by a machine that sleeps, under a clock that jumps by up to a year.</summary>
internal sealed class PausedAndMisledByTheClock : IScenario
{
    public string Name => "clock";

    public string Promise => "a sleeping machine and a clock that is set to and fro change no bit and end no run";

    public string Try(Amount amount, Random random)
    {
        using var folder = new TemporaryFolder();
        var clock = new Dictionary<string, string> { ["LD_PRELOAD"] = JumpingClock(folder.In("clock.so")) };
        var steps = 100L * amount.Faults;
        var misled = new TinyTraining(folder.In("misled"));
        using (var program = GanProcess.Start(misled.Anew(steps, "--max-minutes", "1000"), clock))
        {
            for (var pause = 0; pause < amount.Faults && program.IsRunning; pause++)
            {
                Thread.Sleep(random.Next(200));
                program.Signal("STOP");
                Thread.Sleep(random.Next(300));
                program.Signal("CONT");
            }

            program.MustEndWith(0);
        }

        var dates = File.ReadLines(Path.Combine(misled.Run, "log.txt")).Select(line => line[..10]).Distinct().Count();
        BrokenPromiseException.Unless(dates > 1, "the clock did not jump");
        var straight = new TinyTraining(folder.In("straight"));
        GanProcess.Run(0, straight.Anew(steps, "--max-minutes", "1000"));
        var files = RunContent.MustEqual(misled.Run, straight.Run);
        return $"{amount.Faults} pauses under a clock that showed {dates} dates; {files} files equal those of an undisturbed run";
    }

    private static string JumpingClock(string library)
    {
        try
        {
            using var compiler = Process.Start(
                "cc", ["-shared", "-fPIC", "-O2", "-o", library, Path.Combine(AppContext.BaseDirectory, "jumping_clock.c"), "-ldl"]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? library : throw new CannotBeTriedException("the clock cannot be compiled here");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new CannotBeTriedException("there is no C compiler here");
        }
    }
}
