using GanLab.Checkpoints;
using GanLab.Formats.TorchArchive;
using static TorchSharp.torch;

namespace GanLab.Tests.Support;

/// <summary>Lets PyTorch compute with tensors of a test, and brings back what it found.</summary>
internal static class PythonExchange
{
    private const string Before = "import sys, torch\nfrom torch import nn\nfrom torch.nn import functional as F\ngiven, answer = torch.load(sys.argv[1]), {}\n";
    private const string After = "\ntorch.save({name: tensor.detach().clone() for name, tensor in answer.items()}, sys.argv[2])\n";

    /// <summary>Runs a script that reads the dictionary <c>given</c> and fills the dictionary <c>answer</c>; skips the test where there is no PyTorch.</summary>
    public static IReadOnlyDictionary<string, Tensor> Run(string script, IEnumerable<KeyValuePair<string, Tensor>> given)
    {
        PythonTorch.Require();
        using var folder = new TemporaryFolder();
        TorchArchiveFile.Write(folder.In("given.pt"), PickleDictionary.StateDict(
            [.. given.Select(pair => KeyValuePair.Create(pair.Key, TensorBytes.From(pair.Value)))]));
        PythonTorch.Run(Before + script + After, folder.In("given.pt"), folder.In("answer.pt"));
        return SavedWeights.Read(folder.In("answer.pt")).Generator.ToDictionary(pair => pair.Key, pair => TensorBytes.To(pair.Value));
    }

    private const double Least = 1e-6; // smaller ones may be rounding alone

    /// <summary>Requires that two tensors differ nowhere by more than a share of the largest number.</summary>
    public static void Near(string name, Tensor expected, Tensor actual, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        var (wanted, found) = (expected.detach().to(ScalarType.Float64), actual.detach().to(ScalarType.Float64));
        var difference = (wanted - found).abs().max().item<double>() / Math.Max(Least, wanted.abs().max().item<double>());
        Assert.True(difference <= tolerance, $"{name} differs by {difference:g3} of its largest number");
    }
}
