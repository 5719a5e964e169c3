using System.Diagnostics;
using System.Globalization;
using GanLab.Training;

namespace GanLab.Benchmarks;

/// <summary>How long training waits for those who write: a run on drawn digits whose observers are timed call by call.</summary>
internal static class ObserverWaits
{
    /// <summary>Trains in a temporary folder and prints the waits of each observer.</summary>
    /// <param name="settings">Such as "model.generatorWidth=64"; see <c>gan train --dry-run</c>.</param>
    internal static void Run(string[] settings) => ScratchRun.Do([new("data.name", "glyphs"), new("model.name", "dcgan")], settings, (run, folder) =>
    {
        var timed = run.Observers(folder).Select(observer => new Timed(observer)).ToArray();
        var numbers = run.State.Tensors().Values.Sum(tensor => tensor.numel());
        var clock = Stopwatch.StartNew();
        run.Train(timed, CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{numbers / 1e6:f1} million numbers of state, {run.State.Step} steps in {clock.Elapsed.TotalSeconds:f1} s, peak memory {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"updates held back for {run.State.Updates.Waited.TotalMilliseconds:f1} ms in all"));
        foreach (var observer in timed)
        {
            observer.Print();
            observer.Dispose();
        }
    });

    private sealed class Timed(ITrainingObserver inner) : ITrainingObserver, IDisposable
    {
        private readonly List<(string Call, double Milliseconds)> calls = [];

        public bool IsEssential => true;

        public void OnStarted(TrainingState state) => Time("start", () => inner.OnStarted(state));

        public void OnStep(TrainingState state) => Time("step", () => inner.OnStep(state));

        public void OnMetrics(TrainingState state, TrainingMetrics metrics) => Time("metrics", () => inner.OnMetrics(state, metrics));

        public void OnStopped(TrainingState state, TrainingOutcome outcome) => Time("end", () => inner.OnStopped(state, outcome));

        public void Dispose() => (inner as IDisposable)?.Dispose();

        internal void Print()
        {
            foreach (var call in calls.GroupBy(call => call.Call, call => call.Milliseconds))
            {
                var busy = call.Where(milliseconds => milliseconds > 0.2).Order().ToArray();
                if (busy.Length > 0)
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{inner.GetType().Name,-18} {call.Key,-8} {busy.Length,3} waits, first {call.First(milliseconds => milliseconds > 0.2),7:f1} ms, median {busy[busy.Length / 2],7:f1} ms, longest {busy[^1],7:f1} ms"));
                }
            }
        }

        private void Time(string call, Action tell)
        {
            var start = Stopwatch.GetTimestamp();
            tell();
            calls.Add((call, Stopwatch.GetElapsedTime(start).TotalMilliseconds));
        }
    }
}
