// dotnet run -c Release --project bench/GanLab.Benchmarks -- --filter '*'
// dotnet run -c Release --project bench/GanLab.Benchmarks -- waits run.checkpointEvery=10 training.steps=50
using BenchmarkDotNet.Running;
using GanLab.Benchmarks;

if (args is ["waits", .. var settings])
{
    ObserverWaits.Run(settings);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(CallBenchmarks).Assembly).Run(args);
}
