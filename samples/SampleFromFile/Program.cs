// Draws a grid of samples from a g.pt: dotnet run -- runs/00000-dcgan-glyphs-32/g.pt grid.png
using GanLab.Acceleration;
using GanLab.Checkpoints;
using GanLab.Sampling;
using TorchSharp;

if (args is not [var file, var picture])
{
    Console.Error.WriteLine("Usage: SampleFromFile g.pt grid.png");
    return 2;
}

var device = ComputeDevice.Open("auto");
var (generator, description) = GeneratorFile.Read(file);
using var owned = generator;
generator.to(device.Device);
generator.eval();

const int Count = 64;
var samples = new Sampler(generator, device).Draw(
    [.. Enumerable.Range(0, Count)], SamplePicture.Labels(Count, generator.Classes));
SamplePicture.Draw(samples, generator.Shape, generator.Classes).SavePng(picture);
Console.WriteLine($"{Count} samples of {description.Dataset} at step {description.Step}: {picture}");
return 0;
