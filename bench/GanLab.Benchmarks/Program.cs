// dotnet run -c Release --project bench/GanLab.Benchmarks -- --filter '*'
// dotnet run -c Release --project bench/GanLab.Benchmarks -- waits run.checkpointEvery=10 training.steps=50
// dotnet run -c Release --project bench/GanLab.Benchmarks -- overhead data.name=celeba data.directory=FOLDER data.size=64 training.steps=600
// dotnet run -c Release --project bench/GanLab.Benchmarks -- pictures FOLDER 64
// dotnet run -c Release --project bench/GanLab.Benchmarks -- samples g.pt 5120
using System.Globalization;
using BenchmarkDotNet.Running;
using GanLab.Benchmarks;

try
{
    switch (args)
    {
        case ["waits", .. var settings]:
            ObserverWaits.Run(settings);
            break;
        case ["overhead", .. var settings]:
            StepOverhead.Run(settings);
            break;
        case ["pictures", var folder, var size]:
            PictureRates.Run(folder, int.Parse(size, CultureInfo.InvariantCulture));
            break;
        case ["samples", var file, var count]:
            SampleRates.Run(file, int.Parse(count, CultureInfo.InvariantCulture));
            break;
        case [not ['-', ..], ..]:
            throw new ArgumentException("is none of: waits SETTINGS, overhead SETTINGS, pictures FOLDER SIZE, samples FILE COUNT, --filter PATTERN.");
        default:
            BenchmarkSwitcher.FromAssembly(typeof(CallBenchmarks).Assembly).Run(args);
            break;
    }

    return 0;
}
catch (Exception exception)
{
    Console.Error.WriteLine($"{string.Join(' ', args)}: {exception.Message}");
    return 1;
}
