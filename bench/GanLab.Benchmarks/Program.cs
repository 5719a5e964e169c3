// dotnet run -c Release --project bench/GanLab.Benchmarks -- --filter '*'
using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(GanLab.Benchmarks.CallBenchmarks).Assembly).Run(args);
