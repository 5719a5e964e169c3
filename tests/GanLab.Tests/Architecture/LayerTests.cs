using GanLab.Experiment;
using GanLab.Training;

namespace GanLab.Tests.Architecture;

public class LayerTests
{
    [Fact]
    public void The_text_of_a_namespace_mentions_only_those_below_it()
    {
        var violations = SourceFiles.Below("GanLab")
            .SelectMany(file => Violations(Layers.Of(file.Path.Replace('/', '.'))!, SourceFiles.LayersIn(file.Code))
                .Select(used => $"{file.Path} uses {used}"));

        Assert.Empty(violations);
    }

    [Fact]
    public void The_compiled_code_of_a_namespace_refers_only_to_those_below_it()
    {
        var violations = typeof(TrainingRun).Assembly.GetTypes()
            .Where(type => Layers.Of(type.Namespace) is not null)
            .SelectMany(type => Violations(Layers.Of(type.Namespace)!, LayersUsedBy(type)).Select(used => $"{type} uses {used}"));

        Assert.Empty(violations);
    }

    [Fact]
    public void Every_folder_has_a_place_in_the_order_and_is_a_namespace()
    {
        Assert.All(SourceFiles.Below("GanLab"), file => Assert.NotNull(Layers.Of(file.Path.Replace('/', '.'))));
        Assert.All(
            typeof(TrainingRun).Assembly.GetTypes().Where(type => type.IsPublic), type => Assert.NotNull(Layers.Of(type.Namespace)));
    }

    [Theory]
    [InlineData("using GanLab.Training;")]
    [InlineData("using static GanLab.Training.GanStep;")]
    [InlineData("private readonly GanLab.Training.GanStep step;")]
    [InlineData("var step = new Training.GanStep();")]
    public void A_made_up_violation_in_the_text_is_found(string code) =>
        Assert.Equal(["Training"], Violations("Data", SourceFiles.LayersIn(code)));

    [Theory]
    [InlineData("using GanLab.Configuration;")]
    [InlineData("var k = config.Training.DiscriminatorSteps;")]
    [InlineData("var training = Training with { Steps = 1 };")]
    public void Layers_below_and_members_of_the_same_name_are_no_violation(string code) =>
        Assert.Empty(Violations("Data", SourceFiles.LayersIn(code)));

    [Theory]
    [InlineData(typeof(InItsField))]
    [InlineData(typeof(InItsSignature))]
    [InlineData(typeof(InABody))]
    [InlineData(typeof(InATypeArgument))]
    public void A_made_up_violation_in_compiled_code_is_found(Type madeUp) =>
        Assert.Contains("Training", Violations("Data", LayersUsedBy(madeUp)));

    [Theory]
    [InlineData("Data", "Modules", true)]
    [InlineData("Data", "Data", true)]
    [InlineData("Data", "Losses", false)] // a neighbour
    [InlineData("Configuration", "Experiment", false)]
    public void A_layer_may_use_itself_and_those_below(string user, string used, bool allowed) =>
        Assert.Equal(allowed, Layers.MayUse(user, used));

    private static IEnumerable<string> Violations(string layer, IEnumerable<string> used) =>
        used.Where(other => !Layers.MayUse(layer, other));

    private static IEnumerable<string> LayersUsedBy(Type type) =>
        References.Of(type).Select(used => Layers.Of(used.Namespace)).OfType<string>().Distinct();

    private sealed class InItsField
    {
        public TrainingOutcome Outcome = TrainingOutcome.Finished;
    }

    private abstract class InItsSignature
    {
        public abstract void Run(GanStep step);
    }

    private sealed class InABody
    {
        public static bool IsMetric(object value) => value is TrainingMetrics;
    }

    private sealed class InATypeArgument
    {
        public static bool IsList(object value) => value is List<TrainingLimits[]>;
    }
}
