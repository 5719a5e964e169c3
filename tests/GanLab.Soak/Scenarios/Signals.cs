using System.Globalization;
using GanLab.Runs;

namespace GanLab.Soak.Scenarios;

/// <summary>Polite requests to stop, impolite ones, and a limit on time.</summary>
internal sealed class Signals : IScenario
{
    private static readonly string[] Polite = ["INT", "TERM", "HUP"];

    public string Name => "signals";

    public string Promise => "a signal finishes the step, saves and exits 130; a second one stops at once and leaves the last checkpoint whole; --max-minutes saves and exits 0";

    public string Try(Amount amount, Random random)
    {
        using var folder = new TemporaryFolder();
        var training = new TinyTraining(folder.In("runs"));
        GanProcess.Run(0, training.Anew(20));
        var (saved, atOnce, unsaved) = (0, 0, 0);
        for (var round = 0; round < amount.Faults; round++)
        {
            using var program = GanProcess.Start(training.GoOn(long.MaxValue >> 24));
            program.WaitUntilItTrains();
            Thread.Sleep(random.Next(300));
            program.Signal(Polite[round % Polite.Length]);
            program.MustEndWith(130);
            BrokenPromiseException.Unless(program.Said.Contains("everything is saved", StringComparison.Ordinal), program.Said);
            saved++;

            using var hurried = GanProcess.Start(training.GoOn(long.MaxValue >> 24));
            hurried.WaitUntilItTrains();
            Thread.Sleep(random.Next(300));
            var before = RunFolder.Open(training.Run).CheckpointSteps()[^1];
            hurried.Signal("INT", times: 2);
            hurried.MustEndWith(130);
            unsaved += hurried.Said.Contains("everything is saved", StringComparison.Ordinal) ? 0 : 1;
            BrokenPromiseException.Unless(RunContent.MustBeWhole(training.Run) >= before, "the last checkpoint is gone");
            atOnce++;
        }

        var said = GanProcess.Run(0, training.GoOn(long.MaxValue >> 24, "--max-minutes", 0.02.ToString(CultureInfo.InvariantCulture)));
        BrokenPromiseException.Unless(said.Contains("Time is up", StringComparison.Ordinal), said);
        RunContent.MustBeWhole(training.Run);
        return $"{saved} signals saved and exited with 130, {atOnce} double ones ({unsaved} before the save was done) left the last checkpoint whole, one limit on time kept";
    }
}
