using System.Runtime.InteropServices;
using GanLab.Checkpoints;
using GanLab.Sampling;
using GanLab.Tests.Support;

namespace GanLab.Tests.Checkpoints;

/// <summary>Python rebuilds the generator from the numbers in g.pt alone and draws the same pictures.</summary>
public sealed class PythonSamplesTests : IDisposable
{
    private const int Count = 5;

    private const string Script =
        """
        import collections, struct, sys
        import torch
        from torch import nn

        path, latent_file, image_file = sys.argv[1:]
        g = torch.load(path, weights_only=True)
        assert g["format"] == "ganlab.generator" and g["step"] == 2 and g["dataset"] == "glyphs"
        assert type(g["state_dict"]) is collections.OrderedDict
        width, classes = g["generator_width"], g["classes"]
        inputs, height = g["latent_size"] + classes, g["height"]
        assert len(g["class_names"]) == classes

        if g["model"] == "dcgan":
            base = 4 if height & (height - 1) == 0 else 7
            channels = width * (height // base) // 2
            layers = [nn.ConvTranspose2d(inputs, channels, base, 1, 0, bias=False)]
            while channels > width:
                layers += [nn.BatchNorm2d(channels), nn.ReLU()]
                layers += [nn.ConvTranspose2d(channels, channels // 2, 4, 2, 1, bias=False)]
                channels //= 2
            layers += [nn.BatchNorm2d(width), nn.ReLU(), nn.ConvTranspose2d(width, g["channels"], 4, 2, 1, bias=False), nn.Tanh()]
        else:
            layers = [nn.Linear(inputs, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU()]
            layers += [nn.Linear(width, g["channels"] * height * g["width"]), nn.Tanh()]

        network = nn.Sequential(collections.OrderedDict(main=nn.Sequential(*layers)))
        network.load_state_dict(g["state_dict"], strict=True)
        network.eval()

        data = open(latent_file, "rb").read()
        z = torch.tensor(struct.unpack("<%df" % (len(data) // 4), data)).view(-1, g["latent_size"])
        if classes:
            labels = torch.arange(len(z)) % classes
            z = torch.cat([z, nn.functional.one_hot(labels, classes).float()], 1)
        if g["model"] == "dcgan":
            z = z.view(len(z), -1, 1, 1)
        with torch.no_grad():
            images = network(z).flatten().tolist()
        open(image_file, "wb").write(struct.pack("<%df" % len(images), *images))
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("dcgan", 16, false)]
    [InlineData("dcgan", 28, true)]
    [InlineData("mlp", 16, false)]
    [InlineData("mlp", 16, true)]
    public void Python_draws_the_same_pictures_from_the_same_latents(string model, int size, bool conditional)
    {
        PythonTorch.Require();
        using var run = Some.Run($"model.name={model}", $"data.size={size}", $"model.conditional={conditional}", "training.steps=2");
        run.Train([], default);
        var (file, latents, images) = (Path.Combine(folder.Path, "g.pt"), Path.Combine(folder.Path, "latents"), Path.Combine(folder.Path, "images"));
        GeneratorFile.Write(file, run.State.Average, run.Describe(run.State.Step));
        long[] seeds = [.. Enumerable.Range(0, Count)];
        File.WriteAllBytes(latents, MemoryMarshal.AsBytes<float>(seeds.SelectMany(seed => Sampler.Latent(seed, 6)).ToArray()).ToArray());

        PythonTorch.Run(Script, file, latents, images);

        var ours = new Sampler(run.State.Average, run.Device).Draw(seeds, SamplePicture.Labels(Count, run.State.Average.Classes));
        var theirs = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(images)).ToArray();
        Assert.Equal(ours.Length, theirs.Length);
        Assert.Equal(0, ours.Zip(theirs, (x, y) => Math.Abs(x - y)).Max(), 1e-5);
        Assert.True(ours.Distinct().Count() > 100); // pictures, not one grey
    }
}
