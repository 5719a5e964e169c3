using GanLab.Configuration;
using GanLab.Models;
using GanLab.Models.Dcgan;
using GanLab.Modules;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Models;

public class ModelShapeTests
{
    private static readonly ModelConfig Narrow = new() { LatentSize = 5, GeneratorWidth = 2, DiscriminatorWidth = 2 };

    public static TheoryData<string, int, int, int> Shapes()
    {
        var data = new TheoryData<string, int, int, int>();
        foreach (var size in (int[])[8, 14, 16, 28, 32, 56, 64, 112, 128])
        {
            data.Add("dcgan", size, 1, 0);
            data.Add("dcgan", size, 3, 4);
        }

        foreach (var size in (int[])[8, 10, 12, 14, 16, 28, 32, 48, 64])
        {
            data.Add("sngan", size, 1, 0);
            data.Add("sngan", size, 3, 4);
        }

        data.Add("mlp", 28, 1, 0);
        data.Add("mlp", 9, 3, 4);
        return data;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Latents_become_images_in_range_and_images_become_scores(string model, int size, int channels, int classes)
    {
        using var scope = NewDisposeScope();
        var config = Narrow with { Name = model };
        var shape = new SampleShape(channels, size, size);
        using var generator = ModelCatalog.CreateGenerator(config, shape, classes);
        using var discriminator = ModelCatalog.CreateDiscriminator(config, shape, classes);
        var labels = classes == 0 ? null : Some.Labels(0, 1, 3);

        var images = generator.call(Some.Normal(1, 3, 5), labels);
        var scores = discriminator.call(images, labels);

        Assert.Equal([3, channels, size, size], images.shape);
        Assert.InRange(images.abs().max().item<float>(), 0, 1);
        Assert.Equal([3], scores.shape);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_generator_has_the_parameters_that_were_counted_beforehand(string model, int size, int channels, int classes)
    {
        var shape = new SampleShape(channels, size, size);
        using var generator = ModelCatalog.CreateGenerator(Narrow with { Name = model }, shape, classes);

        var counted = ModelCatalog.Find(model).GeneratorParameters(Narrow, shape, classes);

        Assert.Equal(generator.parameters().Sum(parameter => parameter.numel()), counted);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_discriminator_has_the_parameters_that_were_counted_beforehand(string model, int size, int channels, int classes)
    {
        var shape = new SampleShape(channels, size, size);
        using var discriminator = ModelCatalog.CreateDiscriminator(Narrow with { Name = model }, shape, classes);

        var counted = ModelCatalog.Find(model).DiscriminatorParameters(Narrow, shape, classes);

        Assert.Equal(discriminator.parameters().Sum(parameter => parameter.numel()), counted);
    }

    [Theory]
    [InlineData("dcgan")]
    [InlineData("mlp")]
    [InlineData("sngan")]
    public void So_it_has_under_every_normalisation(string model)
    {
        var shape = new SampleShape(1, 28, 28);
        foreach (var normalization in ModelCatalog.Find(model).Normalizations)
        {
            var config = Narrow with { Name = model, DiscriminatorNormalization = normalization };
            using var discriminator = ModelCatalog.CreateDiscriminator(config, shape, 3);

            Assert.Equal(Networks.Parameters(discriminator), ModelCatalog.Find(model).DiscriminatorParameters(config, shape, 3));
        }
    }

    [Fact]
    public void Points_are_not_squeezed_into_the_range_of_images()
    {
        using var scope = NewDisposeScope();
        using var generator = ModelCatalog.CreateGenerator(Narrow with { Name = "mlp", GeneratorWidth = 64 }, new SampleShape(2, 1, 1), 0);

        var points = generator.call(Some.Normal(1, 64, 5) * 1000, null);

        Assert.Equal([64, 2, 1, 1], points.shape);
        Assert.True(points.abs().max().item<float>() > 1);
    }

    [Theory]
    [InlineData(60, "56 and 64")]
    [InlineData(27, "28 and 32")]
    [InlineData(100, "112 and 128", "64")]
    [InlineData(4, "8 and 14")] // not one strided convolution
    public void Another_size_is_refused_with_the_nearest_that_work(int size, string nearest, string? _ = null)
    {
        var error = Assert.Throws<ConfigException>(() => new DcganGenerator(new SampleShape(3, size, size)));
        Assert.Throws<ConfigException>(() => new DcganDiscriminator(new SampleShape(3, size, size)));

        Assert.Contains($"images of {size} pixels", error.Message);
        Assert.Contains(nearest, error.Message);
    }

    [Fact]
    public void A_model_of_images_refuses_points_and_names_one_that_makes_them()
    {
        var error = Assert.Throws<ConfigException>(() => ModelCatalog.CreateGenerator(Narrow, new SampleShape(2, 1, 1), 0));

        Assert.Contains("--model mlp", error.Message);
    }

    [Fact]
    public void Images_that_are_not_square_are_refused_by_a_DCGAN() =>
        Assert.Throws<ConfigException>(() => new DcganGenerator(new SampleShape(3, 64, 32)));

    [Fact]
    public void An_unknown_model_is_answered_with_the_nearest_name()
    {
        var error = Assert.Throws<ConfigException>(() => ModelCatalog.Find("dcgna"));

        Assert.Contains("Did you mean 'dcgan'?", error.Message);
    }

    [Theory]
    [InlineData("dcgan")]
    [InlineData("mlp")]
    [InlineData("sngan")]
    public void Wrong_shapes_are_refused_with_the_expected_and_the_given_one(string name)
    {
        using var scope = NewDisposeScope();
        var shape = new SampleShape(1, 16, 16);
        using var generator = ModelCatalog.CreateGenerator(Narrow with { Name = name }, shape, 0);
        using var discriminator = ModelCatalog.CreateDiscriminator(Narrow with { Name = name }, shape, 0);

        var latents = Assert.Throws<ArgumentException>(() => generator.call(zeros(3, 6), null));
        var images = Assert.Throws<ArgumentException>(() => discriminator.call(zeros(3, 1, 16, 8), null));

        Assert.Contains("expected latents of shape [N, 5], got [3, 6]", latents.Message);
        Assert.Contains("expected samples of shape [N, 1, 16, 16], got [3, 1, 16, 8]", images.Message);
    }

    [Theory]
    [InlineData("dcgan")]
    [InlineData("mlp")]
    [InlineData("sngan")]
    public void Labels_must_be_there_if_and_only_if_the_model_is_conditional(string name)
    {
        using var scope = NewDisposeScope();
        var shape = new SampleShape(1, 16, 16);
        using var plain = ModelCatalog.CreateDiscriminator(Narrow with { Name = name }, shape, 0);
        using var conditional = ModelCatalog.CreateDiscriminator(Narrow with { Name = name }, shape, 4);
        var images = zeros(3, 1, 16, 16);

        string Refused(Discriminator network, Tensor? labels) =>
            Assert.Throws<ArgumentException>(() => network.call(images, labels)).Message;

        Assert.Contains("model of 4 classes needs labels", Refused(conditional, null));
        Assert.Contains("model without classes", Refused(plain, Some.Labels(0, 1, 2)));
        Assert.Contains("expected labels of shape [3], got [2]", Refused(conditional, Some.Labels(0, 1)));
        Assert.Contains("must be Int64, got Float32", Refused(conditional, zeros(3)));
    }

    [Theory]
    [InlineData("dcgan")]
    [InlineData("mlp")]
    [InlineData("sngan")]
    public void What_a_conditional_model_makes_depends_on_the_label(string name)
    {
        using var scope = NewDisposeScope();
        using var generator = ModelCatalog.CreateGenerator(Narrow with { Name = name, GeneratorWidth = 16 }, new SampleShape(1, 16, 16), 4);
        generator.eval();
        var latents = Some.Normal(1, 2, 5);

        var zero = generator.call(latents, Some.Labels(0, 0));
        var one = generator.call(latents, Some.Labels(0, 1));
        var change = (zero - one).abs();

        Assert.Equal(0, change[0].max().item<float>());
        Assert.True(change[1].max().item<float>() > 0);
    }
}
