using System.Globalization;
using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Optim;

/// <summary>The same five steps in Python's PyTorch, where it is installed.</summary>
public class PyTorchOptimizerTests : EngineTest
{
    private const string Script = """
        import torch
        w = torch.nn.Parameter(torch.linspace(-1, 1, 8))
        optimizer = torch.optim.Adam([w], lr=0.1, betas=(0.5, 0.999), weight_decay=0.01)
        for t in range(5):
            w.grad = torch.cos(torch.arange(8.0) + t)
            optimizer.step()
        print(' '.join(repr(float(v)) for v in w))
        """;

    [SkippableFact]
    public void Five_steps_of_Adam_are_PyTorchs()
    {
        PythonTorch.Require();
        var expected = PythonTorch.Run(Script).Trim().Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();

        var w = nn.Parameter(linspace(-1, 1, 8));
        using var optimizer = optim.Adam([w], 0.1, 0.5, 0.999, weight_decay: 0.01);
        for (var t = 0; t < 5; t++)
        {
            w.grad = (arange((Scalar)8.0) + t).cos();
            optimizer.step();
        }

        Near(w, 1e-6, expected);
    }
}
