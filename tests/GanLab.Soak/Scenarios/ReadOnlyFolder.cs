namespace GanLab.Soak.Scenarios;

/// <summary>Run folders that can only be read.</summary>
internal sealed class ReadOnlyFolder : IScenario
{
    public string Name => "read-only";

    public string Promise => "in a folder that can only be read a run is refused with a clear message and changes nothing";

    public string Try(Amount amount, Random random)
    {
        using var folder = new TemporaryFolder();
        var training = new TinyTraining(folder.In("runs"));
        GanProcess.Run(0, training.Anew(20));
        var before = Listing(training.Run);
        string refused, anew;
        using (Mount.ReadOnly(folder.In("runs")))
        {
            refused = GanProcess.Run(1, training.GoOn(40));
            anew = GanProcess.Run(1, training.Anew(40));
        }

        BrokenPromiseException.Unless(Listing(training.Run) == before, "something changed in the folder");
        foreach (var said in new[] { refused, anew })
        {
            BrokenPromiseException.Unless(
                said.Contains("ead-only file system", StringComparison.Ordinal) && !said.Contains("defect", StringComparison.Ordinal), said);
        }

        GanProcess.Run(0, training.GoOn(40));
        return "a new run and one that goes on refused with exit 1, no byte changed, and it went on once it could";
    }

    private static string Listing(string path) => string.Join('\n', Directory
        .EnumerateFiles(path, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(file => $"{file} {new FileInfo(file).Length} {File.GetLastWriteTimeUtc(file):O}"));
}
