using GanLab.Acceleration;
using GanLab.Modules;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Modules;

/// <summary>torch.nn.utils.spectral_norm takes the state dict and finds the same outputs, gradients and vectors.</summary>
public class PyTorchSpectralNormTests
{
    private const string Script =
        """
        layer = nn.utils.spectral_norm(LAYER)
        names = list(layer.state_dict())
        assert names == [name for name in given if name in names], (names, list(given))
        layer.load_state_dict({name: given[name] for name in names}, strict=True)
        for i in range(2):
            answer["output %d" % i] = layer(given["input %d" % i])
        (answer["output 0"].square() - answer["output 1"].sin()).sum().backward()
        answer.update({name: tensor for name, tensor in layer.state_dict().items()})
        answer.update({"gradient of " + name: weight.grad for name, weight in layer.named_parameters()})
        layer.eval()
        answer["evaluated"] = layer(given["input 0"])
        """;

    [SkippableTheory]
    [InlineData("nn.Linear(6, 4)", false)]
    [InlineData("nn.Conv2d(3, 4, 3, padding=1)", false)]
    [InlineData("nn.Conv2d(3, 4, 3, padding=1)", true)]
    [InlineData("nn.ConvTranspose2d(3, 4, 4, stride=2, padding=1)", false)]
    [InlineData("nn.ConvTranspose2d(3, 4, 4, stride=2, padding=1)", true)]
    public void Two_training_passes_and_an_evaluation_agree(string python, bool optimized)
    {
        using var scope = NewDisposeScope();
        using var layer = python[3] == 'L' ? SpectralNormalization.Linear(6, 4)
            : python.Contains("Transpose", StringComparison.Ordinal) ? SpectralNormalization.TransposedConvolution(3, 4, 4, stride: 2, padding: 1)
            : SpectralNormalization.Convolution(3, 4, 3, padding: 1);
        Tensor[] inputs = python[3] == 'L' ? [Some.Normal(1, 5, 6), Some.Normal(2, 5, 6)] : [Some.Normal(1, 2, 3, 5, 5), Some.Normal(2, 2, 3, 5, 5)];
        var expected = PythonExchange.Run(
            Script.Replace("LAYER", python, StringComparison.Ordinal),
            layer.state_dict().Concat(inputs.Select((input, i) => KeyValuePair.Create($"input {i}", input))));
        if (optimized)
        {
            Layout.Optimize(layer);
        }

        var found = inputs.Select((input, i) => KeyValuePair.Create($"output {i}", layer.call(input))).ToDictionary();
        (found["output 0"].square() - found["output 1"].sin()).sum().backward();
        foreach (var (name, tensor) in layer.state_dict())
        {
            found.Add(name, tensor);
        }

        foreach (var (name, weight) in layer.named_parameters())
        {
            found.Add($"gradient of {name}", weight.grad!);
        }

        layer.eval();
        found.Add("evaluated", layer.call(inputs[0]));

        Assert.Equal(expected.Keys.Order(), found.Keys.Order());
        Assert.All(expected, pair => Nearly.Equal(pair.Key, pair.Value, found[pair.Key], 1e-5));
    }
}
