using GanLab.Configuration;
using GanLab.Losses;
using GanLab.Models.Sngan;
using GanLab.Modules;
using GanLab.Randomness;
using GanLab.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.Tests.Models.Sngan;

/// <summary>The networks of the paper written down in PyTorch, in the order of its figure, take the weights and give the same results.</summary>
public class PyTorchSnganTests
{
    private const string Script =
        """
        spectral = nn.utils.spectral_norm if "blocks.0.conv1.weight_u" in given else lambda layer: layer

        class Up(nn.Module):
            def __init__(self, c):
                super().__init__()
                self.norm1, self.norm2 = nn.BatchNorm2d(c), nn.BatchNorm2d(c)
                self.conv1, self.conv2, self.shortcut = nn.Conv2d(c, c, 3, 1, 1), nn.Conv2d(c, c, 3, 1, 1), nn.Conv2d(c, c, 1)
            def forward(self, x):
                double = lambda x: x.repeat_interleave(2, 2).repeat_interleave(2, 3)
                return self.conv2(F.relu(self.norm2(self.conv1(double(F.relu(self.norm1(x))))))) + self.shortcut(double(x))

        class Down(nn.Module):
            def __init__(self, i, o, first, halves):
                super().__init__()
                self.first, self.halve = first, (lambda x: F.avg_pool2d(x, 2)) if halves else lambda x: x
                self.conv1, self.conv2 = spectral(nn.Conv2d(i, o, 3, 1, 1)), spectral(nn.Conv2d(o, o, 3, 1, 1))
                if halves: self.shortcut = spectral(nn.Conv2d(i, o, 1))
            def forward(self, x):
                h = self.conv2(F.relu(self.conv1(x if self.first else F.relu(x))))
                return self.halve(h) + (self.halve(self.shortcut(x)) if hasattr(self, "shortcut") else x)

        class Generator(nn.Module):
            def __init__(self):
                super().__init__()
                self.dense, self.blocks = nn.Linear(5, 4 * 16), nn.Sequential(Up(4), Up(4), Up(4))
                self.norm, self.conv = nn.BatchNorm2d(4), nn.Conv2d(4, 3, 3, 1, 1)
            def forward(self, z):
                return torch.tanh(self.conv(F.relu(self.norm(self.blocks(self.dense(z).view(-1, 4, 4, 4))))))

        class Discriminator(nn.Module):
            def __init__(self):
                super().__init__()
                self.blocks = nn.Sequential(Down(3, 4, True, True), Down(4, 4, False, True), Down(4, 4, False, False), Down(4, 4, False, False))
                self.dense, self.projection = spectral(nn.Linear(4, 1)), spectral(nn.Linear(3, 4, bias=False))
            def forward(self, x, y):
                h = F.relu(self.blocks(x)).sum((2, 3))
                return self.dense(h).view(-1) + (self.projection(F.one_hot(y, 3).float()) * h).sum(1)

        network = Generator() if "norm.weight" in given else Discriminator()
        inputs = [given.pop(name) for name in ("input", "labels") if name in given]
        network.to(inputs[0].dtype).load_state_dict(given, strict=True)
        answer["output"] = network(*inputs)
        answer["output"].sin().sum().backward()
        if inputs[0].ndim == 4:
            x = inputs[0].clone().requires_grad_()
            (slope,) = torch.autograd.grad(network(x, *inputs[1:]).sum(), x, create_graph=True)
            answer["penalty"] = ((slope.flatten(1).norm(2, dim=1) - 1) ** 2).mean()
            answer["penalty"].backward()
        answer.update({"gradient of " + name: weight.grad for name, weight in network.named_parameters()})
        answer.update(network.state_dict())
        """;

    private static readonly SampleShape Shape = new(3, 32, 32);

    [SkippableFact]
    public void The_generator_agrees_in_outputs_gradients_and_statistics()
    {
        using var scope = NewDisposeScope();
        using var generator = new SnganGenerator(Shape, latentSize: 5, width: 4);
        Initialization.Kaiming(generator, new RandomSource(3), "test");
        generator.to(ScalarType.Float64); // a bias before normalisation has no gradient but rounding
        Compare(generator, Some.Normal(1, 3, 5).to(ScalarType.Float64), null, input => generator.call(input, null));
    }

    [SkippableTheory]
    [InlineData(DiscriminatorNormalization.Spectral)]
    [InlineData(DiscriminatorNormalization.None)]
    public void The_discriminator_agrees_in_scores_penalty_gradients_and_vectors(DiscriminatorNormalization normalization)
    {
        using var scope = NewDisposeScope();
        using var discriminator = new SnganDiscriminator(Shape, width: 4, classes: 3, normalization);
        Initialization.Kaiming(discriminator, new RandomSource(3), "test");
        var labels = Some.Labels(0, 2, 1);
        Compare(discriminator, Some.Images(1, Shape, 3), labels, input => discriminator.call(input, labels));
    }

    private static void Compare(nn.Module network, Tensor input, Tensor? labels, Func<Tensor, Tensor> call)
    {
        IEnumerable<KeyValuePair<string, Tensor>> inputs = labels is null ? [new("input", input)] : [new("input", input), new("labels", labels)];
        var expected = PythonExchange.Run(Script, network.state_dict().Concat(inputs));

        var output = call(input);
        output.sin().sum().backward();
        var penalty = labels is null ? null : GradientPenalty.Of(call, input); // its gradients are added
        penalty?.backward();
        var found = network.named_parameters().ToDictionary(pair => $"gradient of {pair.name}", pair => pair.parameter.grad!)
            .Concat(network.state_dict()).Append(new("output", output)).ToDictionary();
        if (penalty is not null)
        {
            found.Add("penalty", penalty);
        }

        Assert.Equal(expected.Keys.Order(), found.Keys.Order());
        Assert.All(expected, pair => Nearly.Equal(pair.Key, pair.Value, found[pair.Key], 1e-4));
    }
}
