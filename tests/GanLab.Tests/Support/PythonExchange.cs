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
}
