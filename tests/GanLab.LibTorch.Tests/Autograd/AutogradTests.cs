using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Autograd;

/// <summary>How gradients are asked for, kept and switched off.</summary>
public class AutogradTests : EngineTest
{
    [Fact]
    public void One_gradient_can_be_given_for_one_tensor()
    {
        var x = Vector(1, 2).requires_grad_();
        autograd.backward(x * x, Vector(1, 10));
        Same(x.grad!, 2, 40);
    }

    [Fact]
    public void Backward_adds_up_in_the_leaves()
    {
        var x = Vector(2).requires_grad_();
        x.square().sum().backward();
        x.square().sum().backward();
        Same(x.grad!, 8);
        x.grad = null;
        Assert.Null(x.grad);
        autograd.backward([x * 3, x * 4], [Vector(1), Vector(10)]);
        Same(x.grad!, 43);
    }

    [Fact]
    public void Grad_gives_what_was_asked_and_touches_no_leaf()
    {
        var (x, y, unused) = (Vector(3).requires_grad_(), Vector(5).requires_grad_(), Vector(1).requires_grad_());
        var found = autograd.grad([x * y], [x, y, unused], [Vector(2)], allow_unused: true);
        Same(found[0], 10);
        Same(found[1], 6);
        Assert.Null(found[2]);
        Assert.Null(x.grad);
    }

    [Fact]
    public void A_created_graph_can_be_derived_again()
    {
        var x = Vector(2).requires_grad_();
        var first = autograd.grad([x.pow((Scalar)3.0)], [x], create_graph: true)[0];
        Same(first, 12);
        Same(autograd.grad([first], [x])[0], 12);
        x.pow((Scalar)3.0).backward(create_graph: true);
        Assert.True(x.grad!.requires_grad);
        x.grad = null;
    }

    [Fact]
    public void Backward_can_be_limited_to_some_inputs()
    {
        var (x, y) = (Vector(3).requires_grad_(), Vector(5).requires_grad_());
        autograd.backward(x * y, inputs: [x]);
        Same(x.grad!, 5);
        Assert.Null(y.grad);
    }

    [Fact]
    public void Recording_is_switched_off_and_on_for_a_block()
    {
        var x = Vector(1).requires_grad_();
        Assert.True(is_grad_enabled());
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (enable_grad())
            {
                Assert.True((x * 2).requires_grad);
            }

            Assert.False(is_grad_enabled());
        }

        using (set_grad_enabled(false))
        {
            Assert.False(is_grad_enabled());
        }

        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            Assert.False((x * 2).requires_grad);
        }

        Assert.True(is_grad_enabled() && !is_inference_mode_enabled());
    }

    [Fact]
    public void Leaves_and_what_follows_from_them()
    {
        var x = Vector(1).with_requires_grad();
        var y = x * 2;
        y.retain_grad();
        y.square().sum().backward();
        Same(y.grad!, 4);
        Assert.True(x.is_leaf && !y.is_leaf);
        x.requires_grad = false;
        Assert.False((x * 2).requires_grad);
        Assert.True(Vector(1).AsParameter().requires_grad);
        Assert.False(nn.Parameter(Vector(1), false).requires_grad);
    }

    [Fact]
    public void A_view_writes_through_to_its_base_and_the_gradient_follows()
    {
        var x = Vector(1, 2, 3).requires_grad_();
        var y = x * 1;
        y[1] = x[0] * 10;
        y.sum().backward();
        Same(x.grad!, 11, 0, 1);
    }
}
