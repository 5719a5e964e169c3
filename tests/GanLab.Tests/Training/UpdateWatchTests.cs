using GanLab.Configuration;
using GanLab.Modules;
using GanLab.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GanLab.Tests.Training;

public sealed class UpdateWatchTests : IDisposable
{
    private static readonly SampleShape Point = new(2, 1, 1);

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly Generator generator;
    private readonly Discriminator discriminator;
    private readonly UpdateWatch watch;

    public UpdateWatchTests()
    {
        generator = Generator.From(nn.Sequential(("first", nn.Linear(2, 3)), ("last", nn.Linear(3, 2))), 2, Point);
        discriminator = Discriminator.From(nn.Sequential(("first", nn.Linear(2, 3)), ("last", nn.Linear(3, 1))), Point);
        watch = new UpdateWatch(generator, discriminator);
        foreach (var parameter in generator.parameters().Concat(discriminator.parameters()))
        {
            parameter.grad = ones_like(parameter);
        }
    }

    public void Dispose()
    {
        watch.Dispose();
        scope.Dispose();
    }

    private static Parameter Of(nn.Module network, string name) => network.named_parameters().Single(pair => pair.name == name).parameter;

    private Tensor SeeGenerator(Tensor objective, long step)
    {
        var norms = watch.MeasureGenerator(objective);
        watch.SeeGenerator(norms, step);
        return norms.Gradient;
    }

    private void SeeDiscriminator(Tensor objective, long step) => watch.SeeDiscriminator(watch.MeasureDiscriminator(objective), step);

    [Fact]
    public void The_norm_is_that_of_all_gradients_together_and_a_weight_without_one_adds_nothing()
    {
        Of(generator, "module.last.bias").grad = null;

        var norm = SeeGenerator(tensor(1f), 1);

        Assert.Equal(Math.Sqrt((2 * 3) + 3 + (3 * 2)), norm.ToDouble(), 1e-6);
        Assert.Null(watch.First());
    }

    [Fact]
    public void A_loss_that_is_no_number_is_named_with_its_player_and_step()
    {
        SeeDiscriminator(tensor(1f), 6);
        SeeGenerator(tensor(float.NaN), 6);
        SeeDiscriminator(tensor(float.NaN), 7);

        Assert.Equal(new NonFinite(6, "the loss of the generator"), watch.First());
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_gradient_is_named_by_the_weight_it_belongs_to(float bad)
    {
        SeeDiscriminator(tensor(1f), 41);
        Of(discriminator, "module.first.weight").grad![1, 0] = bad;
        SeeDiscriminator(tensor(1f), 42);
        SeeDiscriminator(tensor(1f), 43);

        Assert.Equal(new NonFinite(42, "the gradient of discriminator/module.first.weight"), watch.First());
    }

    [Fact]
    public void Of_several_gradients_the_one_that_backpropagation_reached_first_is_named()
    {
        Of(generator, "module.first.weight").grad!.fill_(float.NaN);
        Of(generator, "module.last.weight").grad!.fill_(float.NaN);

        SeeGenerator(tensor(1f), 5);

        Assert.Equal(new NonFinite(5, "the gradient of generator/module.last.weight"), watch.First());
    }

    [Fact]
    public void A_weight_that_an_update_broke_is_named_though_loss_and_gradients_were_numbers()
    {
        using (no_grad())
        {
            Of(generator, "module.last.bias").fill_(float.PositiveInfinity);
        }

        SeeGenerator(tensor(1f), 3);

        Assert.Equal(new NonFinite(3, "the value of generator/module.last.bias"), watch.First());
    }

    [Fact]
    public void Within_a_step_the_player_that_moved_first_comes_first()
    {
        SeeDiscriminator(tensor(1f), 2);
        SeeDiscriminator(tensor(float.NaN), 2);
        SeeGenerator(tensor(float.NaN), 2);

        Assert.Equal("the loss of the discriminator", watch.First()!.Tensor);
    }

    [Fact]
    public void What_was_seen_is_forgotten_when_the_run_goes_back()
    {
        SeeGenerator(tensor(float.NaN), 100);
        watch.Forget();
        Assert.Null(watch.First());

        SeeGenerator(tensor(float.NaN), 51);
        Assert.Equal(51, watch.First()!.Step);
    }
}
