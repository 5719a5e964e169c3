using GanLab.Losses;
using static TorchSharp.torch;

namespace GanLab.Tests.Losses;

public class WeightClippingTests
{
    [Fact]
    public void Weights_outside_the_box_move_to_its_side_and_others_stay()
    {
        using var critic = nn.Linear(4, 1);
        using (no_grad())
        {
            critic.weight.copy_(tensor(new[] { -5f, -0.01f, 0.004f, 0.2f }).reshape(1, 4));
            critic.bias!.fill_(3);
        }

        WeightClipping.Apply(critic, 0.01);

        Assert.Equal([-0.01f, -0.01f, 0.004f, 0.01f], critic.weight.detach().data<float>().ToArray());
        Assert.Equal(0.01f, critic.bias.item<float>());
    }

    [Fact]
    public void Clipping_leaves_no_trace_in_the_gradients()
    {
        using var critic = nn.Linear(4, 1);

        WeightClipping.Apply(critic, 0.01);

        Assert.All(critic.parameters(), parameter => Assert.True(parameter.is_leaf && parameter.requires_grad));
    }
}
