using GanLab.Acceleration;
using GanLab.Configuration;
using GanLab.Models.Dcgan;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Acceleration;

public class LayoutTests
{
    [Fact]
    public void Another_layout_changes_no_number_of_a_network_and_hardly_what_it_makes()
    {
        using var scope = NewDisposeScope();
        using var network = new DcganGenerator(new SampleShape(3, 16, 16), latentSize: 5, width: 4);
        network.eval();
        var latents = Some.Normal(1, 3, 5);
        var (before, images) = (new Snapshot(network.state_dict()), network.call(latents, null));

        Layout.Optimize(network);

        Assert.Empty(before.DifferencesTo(new Snapshot(network.state_dict())));
        Assert.Equal(0, (images - network.call(latents, null)).abs().max().item<float>(), 1e-5);
    }

    [Theory]
    [InlineData(new long[] { 2, 3, 4, 4 })]
    [InlineData(new long[] { 2, 3 })]
    public void Images_and_other_tensors_keep_their_shape_and_numbers(long[] shape)
    {
        using var scope = NewDisposeScope();
        var images = Some.Normal(1, shape);

        var laidOut = Layout.Optimize(images);
        images.fill_(0).Dispose();

        Assert.Equal(shape, laidOut.shape);
    }

    [Fact]
    public void Disposing_the_result_leaves_the_argument_alive()
    {
        using var images = Some.Normal(1, 2, 3, 4, 4);

        Layout.Optimize(images).Dispose();
        Layout.Optimize(images[0]).Dispose();

        Assert.Equal(96, images.numel());
    }
}
