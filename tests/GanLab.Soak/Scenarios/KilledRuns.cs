namespace GanLab.Soak.Scenarios;

/// <summary>kill -9 at random moments of start-up, training and saving.</summary>
internal sealed class KilledRuns : IScenario
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(1.5);

    public string Name => "kill";

    public string Promise => "killed at random moments while saving often, a run loses nothing that was saved, goes on every time and ends as if it had never been killed";

    public string Try(Amount amount, Random random)
    {
        using var folder = new TemporaryFolder();
        var killed = new TinyTraining(folder.In("killed"));
        long newest = -1;
        var atStart = 0;
        for (var kill = 0; kill < amount.Kills; kill++)
        {
            using var program = GanProcess.Start(newest < 0 ? Fresh(killed) : killed.GoOn(long.MaxValue >> 24));
            if (random.Next(4) > 0)
            {
                program.WaitUntilItTrains(); // the others may be hit while they start
            }
            else
            {
                atStart++;
            }

            Thread.Sleep(LongestLife * random.NextDouble());
            BrokenPromiseException.Unless(program.IsRunning, $"the run ended by itself: {program.Said}");
            program.Kill();
            var found = RunContent.MustBeWhole(killed.Run);
            BrokenPromiseException.Unless(found >= newest, $"the newest checkpoint is of step {found}, and was of {newest} before");
            newest = found;
        }

        var end = newest + 20;
        GanProcess.Run(0, killed.GoOn(end));
        var straight = new TinyTraining(folder.In("straight"));
        GanProcess.Run(0, straight.Anew(end));
        var files = RunContent.MustEqual(killed.Run, straight.Run);
        return $"{amount.Kills} kills ({atStart} at any moment from the start on), 0 checkpoints lost or damaged; {files} files at step {end} equal those of a run that was left alone";
    }

    private static IEnumerable<string> Fresh(TinyTraining training)
    {
        // Killed before anything was saved: there is nothing to go on with.
        if (Directory.Exists(training.Run))
        {
            Directory.Delete(training.Run, recursive: true);
        }

        return training.Anew(long.MaxValue >> 24);
    }
}
