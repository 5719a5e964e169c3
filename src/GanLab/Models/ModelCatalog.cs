using GanLab.Configuration;
using GanLab.Models.Dcgan;
using GanLab.Models.Mlp;
using GanLab.Models.Sngan;
using GanLab.Modules;

namespace GanLab.Models;

/// <summary>The models that are known by name.</summary>
public static class ModelCatalog
{
    /// <summary>All of them, in the order to show them.</summary>
    public static IReadOnlyList<ModelDescription> All { get; } =
    [
        new(
            "dcgan", "Deep convolutional GAN for images of 4·2^n or 7·2^n pixels (Radford et al. 2016)", MakesPoints: false,
            [DiscriminatorNormalization.Batch, DiscriminatorNormalization.Spectral, DiscriminatorNormalization.None],
            (network, random, role) => Initialization.Normal(network, random, role),
            (config, shape, classes) => new DcganGenerator(shape, config.LatentSize, config.GeneratorWidth, classes),
            (config, shape, classes) => new DcganDiscriminator(shape, config.DiscriminatorWidth, classes, NormalizationOf(config)),
            (config, shape, classes) => DcganGenerator.CountParameters(shape, config.LatentSize, config.GeneratorWidth, classes),
            (config, shape, classes) => DcganDiscriminator.CountParameters(shape, config.DiscriminatorWidth, classes, NormalizationOf(config))),
        new(
            "mlp", "Fully connected GAN for images and points (Goodfellow et al. 2014)", MakesPoints: true,
            [DiscriminatorNormalization.None, DiscriminatorNormalization.Spectral], Initialization.Kaiming,
            (config, shape, classes) => new MlpGenerator(shape, config.LatentSize, config.GeneratorWidth, classes),
            (config, shape, classes) => new MlpDiscriminator(shape, config.DiscriminatorWidth, classes, NormalizationOf(config)),
            (config, shape, classes) => MlpGenerator.CountParameters(shape, config.LatentSize, config.GeneratorWidth, classes),
            (config, shape, classes) => MlpDiscriminator.CountParameters(shape, config.DiscriminatorWidth, classes)),
        new(
            "sngan", "Residual GAN under spectral normalisation for images of 4, 5, 6 or 7 times 2^n pixels (Miyato et al. 2018)", MakesPoints: false,
            [DiscriminatorNormalization.Spectral, DiscriminatorNormalization.None], Initialization.Kaiming,
            (config, shape, classes) => new SnganGenerator(shape, config.LatentSize, config.GeneratorWidth, classes),
            (config, shape, classes) => new SnganDiscriminator(shape, config.DiscriminatorWidth, classes, NormalizationOf(config)),
            (config, shape, classes) => SnganGenerator.CountParameters(shape, config.LatentSize, config.GeneratorWidth, classes),
            (config, shape, classes) => SnganDiscriminator.CountParameters(shape, config.DiscriminatorWidth, classes)),
    ];

    /// <summary>The names, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(model => model.Name)];

    /// <summary>The model called <paramref name="name"/>.</summary>
    /// <exception cref="ConfigException">There is none; the message suggests the nearest names.</exception>
    public static ModelDescription Find(string name) => All.FirstOrDefault(model => model.Name == name)
        ?? throw new ConfigException(Suggestion.UnknownName("model", name, Names));

    /// <summary>The generator that <paramref name="config"/> describes, with weights yet to be initialised or loaded.</summary>
    /// <exception cref="ConfigException">The model cannot make samples of that shape.</exception>
    public static Generator CreateGenerator(ModelConfig config, SampleShape shape, int classes)
    {
        var model = Find(config.Name);
        RequireFit(model, config, shape);
        return model.Generator(config, shape, classes);
    }

    /// <summary>The discriminator that <paramref name="config"/> describes.</summary>
    /// <exception cref="ConfigException">The model cannot score samples of that shape.</exception>
    public static Modules.Discriminator CreateDiscriminator(ModelConfig config, SampleShape shape, int classes)
    {
        var model = Find(config.Name);
        RequireFit(model, config, shape);
        return model.Discriminator(config, shape, classes);
    }

    /// <summary>Why the networks cannot be made for samples of that shape, known before they are; null if they can.</summary>
    internal static string? Misfit(ModelConfig config, SampleShape shape)
    {
        try
        {
            var model = Find(config.Name);
            RequireFit(model, config, shape);
            model.GeneratorParameters(config, shape, 0);
            return null;
        }
        catch (ConfigException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>What the discriminator of that configuration has, never <see cref="DiscriminatorNormalization.Auto"/>.</summary>
    internal static DiscriminatorNormalization NormalizationOf(ModelConfig config) =>
        config.DiscriminatorNormalization is not DiscriminatorNormalization.Auto and var chosen ? chosen : Find(config.Name).Normalizations[0];

    private static void RequireFit(ModelDescription model, ModelConfig config, SampleShape shape)
    {
        if (!model.Normalizations.Contains(NormalizationOf(config)))
        {
            var possible = model.Normalizations.Select(normalization => normalization.ToString().ToLowerInvariant()).ToArray();
            var others = possible.Length > 1 ? $" ({string.Join(" and ", possible[1..])} would do too)" : "";
            throw new ConfigException(
                $"The discriminator of '{model.Name}' has no {config.DiscriminatorNormalization.ToString().ToLowerInvariant()} normalisation; "
                + $"write --set model.discriminatorNormalization={possible[0]}{others}.");
        }

        if (shape.IsPoint && !model.MakesPoints)
        {
            throw new ConfigException($"The model '{model.Name}' makes images, not points in the plane; use --model mlp.");
        }
    }
}
