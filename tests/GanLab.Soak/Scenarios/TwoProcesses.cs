using System.Globalization;

namespace GanLab.Soak.Scenarios;

/// <summary>Two processes that want the same run.</summary>
internal sealed class TwoProcesses : IScenario
{
    public string Name => "two-processes";

    public string Promise => "a second process on a run folder is refused, naming the first one's process and host; a killed one blocks nobody";

    public string Try(Amount amount, Random random)
    {
        using var folder = new TemporaryFolder();
        var training = new TinyTraining(folder.In("runs"));
        GanProcess.Run(0, training.Anew(20));
        for (var round = 0; round < amount.Faults; round++)
        {
            using var first = GanProcess.Start(training.GoOn(long.MaxValue >> 24));
            first.WaitUntilItTrains();
            var refused = GanProcess.Run(1, training.GoOn(long.MaxValue >> 24));
            BrokenPromiseException.Unless(
                refused.Contains(first.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                    && refused.Contains(Environment.MachineName, StringComparison.Ordinal),
                $"the refusal does not name process {first.Id} on {Environment.MachineName}: {refused}");
            BrokenPromiseException.Unless(first.IsRunning, $"the first ended: {first.Said}");
            first.Kill(); // the next round finds its lock
            RunContent.MustBeWhole(training.Run);
        }

        return $"{amount.Faults} second processes refused by name, {amount.Faults} locks of killed processes passed";
    }
}
