using TorchSharp;

namespace GanLab.LibTorch.Tests.Compatibility;

/// <summary>What the engine offers in the namespace TorchSharp is TorchSharp's: names, overloads, parameters and defaults.</summary>
public class TorchSharpSurfaceTests
{
    private static IEnumerable<Type> Surface => typeof(torch).Assembly.GetExportedTypes()
        .Where(type => type.Namespace == "TorchSharp" || type.Namespace!.StartsWith("TorchSharp.", StringComparison.Ordinal));

    [SkippableFact]
    public void Every_public_type_and_member_stands_in_TorchSharps_list()
    {
        var list = SignatureList.BesideCheckout();
        Skip.If(list is null, "The list of TorchSharp's signatures, ../shared/torchsharp-0.107-api.txt, is not beside this checkout.");

        var differences = Surface.SelectMany(type => SurfaceComparison.Differences(type, list!)).ToList();

        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join("\n", differences)}");
    }

    [SkippableFact]
    public void A_method_that_is_there_has_all_its_overloads()
    {
        var list = SignatureList.BesideCheckout();
        Skip.If(list is null, "The list of TorchSharp's signatures, ../shared/torchsharp-0.107-api.txt, is not beside this checkout.");

        var missing = Surface.SelectMany(type => SurfaceComparison.MissingOverloads(type, list!)).Where(line => !MissingOverload.IsKnown(line)).ToList();

        Assert.True(missing.Count == 0, $"{missing.Count} overloads are missing:\n{string.Join("\n", missing)}");
    }

    [SkippableFact]
    public void The_list_is_read_whole()
    {
        var list = SignatureList.BesideCheckout();
        Skip.If(list is null, "The list of TorchSharp's signatures, ../shared/torchsharp-0.107-api.txt, is not beside this checkout.");

        Assert.True(list!.Count > 300, $"Only {list.Count} types were found.");
        Assert.Contains("torch.Tensor norm(float p = 2)", list.Find("torch.Tensor")!.Members);
        Assert.Equal("Modules.OptimizerHelper", list.Find("Modules.Adam")!.Base);
    }

    [Theory]
    [InlineData("  int Answer { get; }", "Example: int Answer { get; set; }")]
    [InlineData("  torch.Tensor twice(torch.Tensor y)", "Example: torch.Tensor twice(torch.Tensor x)")]
    [InlineData("  void scale(double factor = 1)", "Example: void scale(double factor = 0.5)")]
    [InlineData("  protected new(string name)", "Example: new(string name)")]
    [InlineData("  static long count", "Example: long count")]
    public void A_member_that_differs_by_one_word_is_reported(string listedLine, string report)
    {
        string[] truth =
        [
            "class Example",
            "  new(string name)",
            "  int Answer { get; set; }",
            "  torch.Tensor twice(torch.Tensor x)",
            "  void scale(double factor = 0.5)",
            "  long count",
        ];
        var changed = truth.Where(line => !report.EndsWith(line.Trim(), StringComparison.Ordinal)).Append(listedLine);

        Assert.Empty(SurfaceComparison.Differences(typeof(Example), Renamed(truth)));
        Assert.Equal([report], SurfaceComparison.Differences(typeof(Example), Renamed(changed)).Select(Short));
    }

    [Fact]
    public void A_made_up_type_and_a_changed_enum_are_reported()
    {
        var list = SignatureList.Parse(["enum PaddingModes", "  Zeros, Reflect"]);

        Assert.Contains("is not listed", Assert.Single(SurfaceComparison.Differences(typeof(Example), list)), StringComparison.Ordinal);
        Assert.Contains("Circular", Assert.Single(SurfaceComparison.Differences(typeof(PaddingModes), list)), StringComparison.Ordinal);
    }

    private static string ExampleName => SignatureWriter.Name(typeof(Example));

    private static SignatureList Renamed(IEnumerable<string> lines) =>
        SignatureList.Parse(lines.Select(line => line == "class Example" ? $"class {ExampleName}" : line));

    private static string Short(string difference) => difference.Replace(ExampleName, "Example", StringComparison.Ordinal);

#pragma warning disable CA1051, CA1052, CA1034 // The example has one member of each kind on purpose.
    public class Example(string name)
    {
        public long count = name.Length;

        public int Answer { get; set; }

        public torch.Tensor twice(torch.Tensor x) => x;

        public void scale(double factor = 0.5) => count = (long)(count * factor);
    }
#pragma warning restore CA1051, CA1052, CA1034
}
