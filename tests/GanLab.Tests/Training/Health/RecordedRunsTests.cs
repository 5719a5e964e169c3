using System.Globalization;
using GanLab.Training;
using GanLab.Training.Health;

namespace GanLab.Tests.Training.Health;

/// <summary>
/// The metrics of whole runs of this program, as recorded in Golden/health: those of presets, where nothing may be raised,
/// and those of settings that were made to go wrong.
/// </summary>
public class RecordedRunsTests
{
    [Theory]
    [InlineData("ring8-mlp", "non-saturating")] // the preset, 4,000 steps
    [InlineData("glyphs-dcgan", "non-saturating")] // the preset, 1,000 steps
    [InlineData("mnist-dcgan", "non-saturating")] // 1,500 of the preset's 6,000 steps
    [InlineData("ring8-wasserstein", "wasserstein")] // 3,000 steps
    [InlineData("glyphs-least-squares", "least-squares")] // 600 steps
    public void No_alarm_is_raised_in_a_healthy_run(string run, string loss) => Assert.Empty(Raised(run, loss));

    [Theory]
    [InlineData("discriminator-wins", "non-saturating", "discriminator-wins")] // glyphs, the generator's learning rate 1e-6
    [InlineData("discriminator-wins-minimax", "minimax", "discriminator-wins")] // glyphs, k 5, the discriminator's learning rate 0.002
    [InlineData("discriminator-wins-logits", "non-saturating", "discriminator-wins")] // ring8, learning rates 0.01 and 1e-5
    [InlineData("generator-wins", "non-saturating", "generator-wins")] // ring8, the discriminator's learning rate 0
    [InlineData("mode-collapse", "non-saturating", "mode-collapse")] // ring8, learning rates 1e-5 and 0.01
    [InlineData("oscillation", "non-saturating", "oscillation")] // ring8, both beta1 0.95 and learning rates 0.003
    [InlineData("regression", "non-saturating", "regression")] // ring8, both learning rates 0.01, decay of the average 0.9
    public void What_goes_wrong_is_told(string run, string loss, string alarm) => Assert.Contains(alarm, Raised(run, loss));

    private static List<string> Raised(string run, string loss)
    {
        var alarms = AlarmSet.For(Line.Loss(loss));
        return [.. Read(run).SelectMany(line => alarms.Where(alarm => alarm.Look(line) is not null)).Select(alarm => alarm.Name)];
    }

    private static IEnumerable<TrainingMetrics> Read(string run) =>
        File.ReadLines(Repository.PathOf("tests", "GanLab.Tests", "Golden", "health", $"{run}.csv")).Skip(1)
            .Select(line => line.Split(',').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray())
            .Select(values => new TrainingMetrics
            {
                Step = (long)values[0],
                Seconds = 0,
                SamplesPerSecond = 0,
                DiscriminatorLoss = values[1],
                GeneratorLoss = values[2],
                RealScore = values[3],
                FakeScore = values[4],
                DiscriminatorGradient = values[5],
                GeneratorGradient = values[6],
                Diversity = values[7],
                Distance = values[8],
            });
}
