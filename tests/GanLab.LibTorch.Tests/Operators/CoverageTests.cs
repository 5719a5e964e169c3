using System.Reflection;
using GanLab.LibTorch.Native;
using GanLab.LibTorch.Tests.Compatibility;
using GanLab.LibTorch.Tests.Support;
using TorchSharp;

namespace GanLab.LibTorch.Tests.Operators;

/// <summary>No wrapper without a test, and no operator that this libtorch lacks.</summary>
public class CoverageTests
{
    // Their overloads are found by reflection and called one by one in CreationOverloadTests.
    private static readonly string[] CalledByReflection = [.. CreationOverloadTests.Names];

    private static readonly Type[] Wrappers =
    [
        typeof(torch), typeof(torch.Tensor), typeof(torch.nn), typeof(torch.nn.functional), typeof(torch.nn.init),
        typeof(torch.nn.utils), typeof(torch.linalg), typeof(torch.autograd), typeof(torch.optim),
        typeof(torch.optim.lr_scheduler), typeof(torch.cuda), typeof(torch.backends.cudnn), typeof(torch.backends.cuda.matmul),
        typeof(torch.random), typeof(ModuleExtensionMethods), typeof(TensorExtensionMethods), typeof(ScalarExtensionMethods), typeof(Backend),
    ];

    [Fact]
    public void Every_public_method_is_called_by_a_test()
    {
        var called = CalledMethods.In(typeof(CoverageTests).Assembly);

        var untested = Wrappers
            .SelectMany(type => type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance))
            .Where(method => !called.Contains(method) && !CalledByReflection.Contains(method.Name))
            .Where(method => method.GetBaseDefinition().DeclaringType != typeof(object))
            .Select(method => $"{SignatureWriter.Name(method.DeclaringType!)}: {SignatureWriter.Write(method)}")
            .ToList();

        Assert.True(untested.Count == 0, $"{untested.Count} methods without a test:\n{string.Join("\n", untested)}");
    }

    [Fact]
    public void A_method_that_no_test_calls_is_noticed()
    {
        var called = CalledMethods.In(typeof(CoverageTests).Assembly);

        Assert.Contains(typeof(CalledMethods).GetMethod(nameof(CalledMethods.In), BindingFlags.Static | BindingFlags.NonPublic)!, called);
        Assert.DoesNotContain(typeof(Console).GetMethod(nameof(Console.Beep), [])!, called);
    }

    [Fact]
    public void Every_operator_of_the_table_is_in_this_libtorch()
    {
        var missing = typeof(Aten).GetFields(BindingFlags.Static | BindingFlags.NonPublic)
            .Select(field => (field.Name, Failure: Record.Exception(() => ((Operator)field.GetValue(null)!).Handle())))
            .Where(pair => pair.Failure is not null)
            .Select(pair => $"{pair.Name}: {pair.Failure!.Message}")
            .ToList();

        Assert.True(missing.Count == 0, string.Join("\n", missing));
    }
}
