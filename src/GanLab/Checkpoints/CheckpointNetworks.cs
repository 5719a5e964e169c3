using GanLab.Configuration;
using GanLab.Formats;
using GanLab.Models;

namespace GanLab.Checkpoints;

/// <summary>Takes single networks out of a checkpoint, without the rest of the run.</summary>
public static class CheckpointNetworks
{
    /// <summary>The generator of a checkpoint; the caller disposes it.</summary>
    /// <param name="folder">A checkpoint of format version 2 or later.</param>
    /// <param name="averaged">The averaged one, to sample from, rather than the one that learns.</param>
    /// <exception cref="MalformedFileException">The checkpoint is damaged.</exception>
    /// <exception cref="CheckpointMismatchException">It does not say what it was made with, or is not what it says.</exception>
    public static (Generator Generator, GeneratorDescription Description) ReadGenerator(string folder, bool averaged = true)
    {
        var (tensors, description, shape) = Read(folder, averaged ? "average/" : "generator/");
        return (GeneratorFile.Load(folder, description.Model, shape, description.ClassNames.Count, tensors), description);
    }

    /// <summary>The discriminator of a checkpoint; the caller disposes it.</summary>
    /// <inheritdoc cref="ReadGenerator"/>
    public static (Modules.Discriminator Discriminator, GeneratorDescription Description) ReadDiscriminator(string folder)
    {
        var (tensors, description, shape) = Read(folder, "discriminator/");
        var (model, classes) = (description.Model, description.ClassNames.Count);
        var discriminator = SavedNetwork.Load(
            folder, tensors, () => ModelCatalog.Find(model.Name).DiscriminatorParameters(model, shape, classes),
            () => ModelCatalog.CreateDiscriminator(model, shape, classes));
        return (discriminator, description);
    }

    private static (Dictionary<string, RawTensor> Tensors, GeneratorDescription Description, SampleShape Shape) Read(string folder, string part)
    {
        var content = Checkpoint.Read(folder);
        if (content.Header is not { Configuration: { } configuration, Shape: { } shape })
        {
            throw CheckpointMismatchException.FirstVersion(folder);
        }

        var model = ModelOf(Path.Combine(folder, CheckpointManifest.FileName), configuration);
        return (TensorMap.Below(part, content.Tensors), new GeneratorDescription { Model = model, Header = content.Header }, shape);
    }

    private static ModelConfig ModelOf(string file, string configuration)
    {
        try
        {
            return new ConfigBuilder().Overlay(configuration, file).Build().Model;
        }
        catch (ConfigException exception)
        {
            throw CheckpointMismatchException.Entry(file, "configuration", $"cannot be used: {string.Join(' ', exception.Problems)}");
        }
    }
}
