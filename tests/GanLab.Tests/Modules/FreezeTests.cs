using GanLab.Configuration;
using GanLab.Models.Dcgan;
using GanLab.Modules;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Modules;

public class FreezeTests
{
    private static readonly SampleShape Shape = new(1, 16, 16);

    [Fact]
    public void Gradients_pass_through_a_frozen_network_but_stay_out_of_it()
    {
        using var scope = NewDisposeScope();
        using var network = new DcganDiscriminator(Shape, width: 4);
        var images = Some.Images(1, Shape).requires_grad_();
        var before = new Snapshot(network.state_dict());

        using (new Freeze(network))
        {
            network.call(images, null).sum().backward();
        }

        Assert.True(images.grad!.abs().max().item<float>() > 0);
        Assert.All(network.parameters(), parameter => Assert.True(parameter.grad is null));
        Assert.Empty(before.DifferencesTo(new Snapshot(network.state_dict())));
    }

    [Fact]
    public void Afterwards_the_network_learns_again()
    {
        using var scope = NewDisposeScope();
        using var network = new DcganDiscriminator(Shape, width: 4);
        new Freeze(network).Dispose();
        var before = new Snapshot(network.named_buffers().Select(pair => KeyValuePair.Create(pair.name, pair.buffer)));

        network.call(Some.Images(1, Shape), null).sum().backward();

        Assert.All(network.parameters(), parameter => Assert.True(parameter.requires_grad && parameter.grad is not null));
        Assert.NotEmpty(before.DifferencesTo(new Snapshot(network.named_buffers().Select(pair => KeyValuePair.Create(pair.name, pair.buffer)))));
    }

    [Fact]
    public void What_was_frozen_before_stays_so()
    {
        using var network = new DcganDiscriminator(Shape, width: 4);
        var first = network.parameters().First();
        first.requires_grad = false;

        new Freeze(network).Dispose();

        Assert.False(first.requires_grad);
    }
}
