// Trains a small GAN on eight Gaussians in the plane and says where the pictures are.
using GanLab.Experiment;
using GanLab.Runs;
using GanLab.Training;
using Microsoft.Extensions.Logging.Abstractions;

var config = new ExperimentRequest { Options = [new("data.name", "ring8"), new("training.steps", "1000")] }.Resolve();
using var run = TrainingRun.Open(config, NullLogger.Instance);
var folder = RunFolder.Create(config, config.Data.Size);

var outcome = run.Train(folder, [new Report()], CancellationToken.None);
Console.WriteLine($"{outcome}: {folder.Sample(run.State.Step)}");

internal sealed class Report : ITrainingObserver
{
    public void OnMetrics(TrainingState state, TrainingMetrics metrics) => Console.WriteLine(
        $"step {metrics.Step,5}  D {metrics.DiscriminatorLoss:f3}  G {metrics.GeneratorLoss:f3}  D(x) {metrics.RealScore:f2}");
}
