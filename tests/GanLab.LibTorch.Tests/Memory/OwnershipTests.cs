using System.Runtime.CompilerServices;
using GanLab.LibTorch.Memory;
using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Memory;

/// <summary>Who frees what, and on which thread.</summary>
public class OwnershipTests : EngineTest
{
    [Fact]
    public void A_scope_frees_what_was_made_in_it()
    {
        var before = LiveTensors.Count;
        Tensor inside;
        using (NewDisposeScope())
        {
            inside = ones(3);
            Assert.Equal(before + 1, LiveTensors.Count);
        }

        Assert.True(inside.IsInvalid);
        Assert.Equal(before, LiveTensors.Count);
    }

    [Fact]
    public void Tensors_that_were_forgotten_are_freed_at_a_scopes_end_and_not_by_the_finalizer()
    {
        CollectEverything();
        OrphanedHandles.Free();
        var before = LiveTensors.Count;
        Forget(50);
        CollectEverything();
        Assert.Equal(before + 50, LiveTensors.Count);
        Assert.Equal(50, OrphanedHandles.Count);

        NewDisposeScope().Dispose();
        Assert.Equal(before, LiveTensors.Count);
        Assert.Equal(0, OrphanedHandles.Count);
    }

    [Fact]
    public void Tensors_move_outwards_or_away_and_outlive_the_scope()
    {
        using var outer = NewDisposeScope();
        Tensor moved, detached, kept, dropped;
        using (var inner = NewDisposeScope())
        {
            Assert.Same(inner, CurrentDisposeScope);
            (moved, detached, kept, dropped) = (ones(1), ones(2), ones(3), ones(4));
            Assert.Same(moved, moved.MoveToOuterDisposeScope());
            detached.DetachFromDisposeScope();
            inner.MoveToOuter(kept);
            Assert.True(inner.Contains(dropped) && !inner.Contains(moved));
        }

        Assert.Same(outer, CurrentDisposeScope);
        Assert.True(dropped.IsInvalid);
        Assert.False(moved.IsInvalid || detached.IsInvalid || kept.IsInvalid);
        outer.Dispose();
        Assert.True(moved.IsInvalid && kept.IsInvalid);
        Assert.False(detached.IsInvalid);
        detached.Dispose();
    }

    [Fact]
    public void A_scope_can_keep_only_what_is_named()
    {
        using var scope = NewDisposeScope();
        var (a, b, c) = (ones(1), ones(2), ones(3));
        Assert.Equal((a, b), scope.DisposeEverythingBut(a, b));
        Assert.True(c.IsInvalid && !a.IsInvalid && !b.IsInvalid);
        Assert.Equal(2, scope.DisposablesCount);
        scope.DisposeEverything();
        Assert.True(a.IsInvalid && b.IsInvalid);
    }

    [Fact]
    public void A_tensor_moves_to_another_scope_or_beside_another_tensor()
    {
        using var other = NewDisposeScope();
        var beside = ones(1);
        using (NewDisposeScope())
        {
            var (first, second) = (ones(1), ones(1));
            first.MoveToOtherDisposeScope(other);
            second.MoveToOtherDisposeScope(beside);
            Assert.True(other.Contains(first) && other.Contains(second));
            other.Attach(ones(1));
        }

        Assert.Equal(4, other.DisposablesView.Count);
        other.MarkAsDisposed(beside);
        Assert.Equal(3, other.DisposablesCount);
        beside.Dispose();
    }

    [Fact]
    public void Disposing_twice_is_harmless_and_use_afterwards_says_what_to_do()
    {
        var x = ones(1);
        x.Dispose();
        x.Dispose();
        Assert.Contains("MoveToOuterDisposeScope", Assert.Throws<ObjectDisposedException>(() => x + 1).Message);
        Assert.Throws<ObjectDisposedException>(() => x.shape);
        Assert.Throws<ObjectDisposedException>(() => x.Handle);
        Assert.Equal("[disposed tensor]", x.ToString());
    }

    [Fact]
    public void A_scope_disposed_out_of_order_leaves_the_inner_one_working()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        outer.Dispose();
        var x = ones(1);
        Assert.True(inner.Contains(x));
        inner.Dispose();
        Assert.True(x.IsInvalid);
    }

    [Fact]
    public void Statistics_count_how_lives_began_and_ended()
    {
        var statistics = DisposeScopeManager.Statistics;
        statistics.Reset();
        using (NewDisposeScope())
        {
            _ = ones(1);
            ones(1).DetachFromDisposeScope().Dispose();
        }

        Assert.Equal((2, 0), (statistics.CreatedInScopeCount, statistics.CreatedOutsideScopeCount));
        Assert.Equal((1, 1, 1), (statistics.DisposedInScopeCount, statistics.DisposedOutsideScopeCount, statistics.DetachedFromScopeCount));
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Built_in_layers_belong_to_no_scope()
    {
        List<nn.Module> layers;
        using (NewDisposeScope())
        {
            layers =
            [
                nn.Linear(2, 2), nn.Conv2d(2, 2, 3L), nn.ConvTranspose2d(2, 2, 3L), nn.BatchNorm1d(2), nn.BatchNorm2d(2),
                nn.InstanceNorm2d(2, affine: true, track_running_stats: true), nn.GroupNorm(1, 2), nn.LayerNorm(2), nn.PReLU(1),
                nn.Embedding(2, 2),
            ];
        }

        var state = layers.SelectMany(layer => layer.state_dict().Values).ToList();
        Assert.Equal(27, state.Count);
        Assert.DoesNotContain(state, tensor => tensor.IsInvalid);
        layers.ForEach(layer => layer.Dispose());
        Assert.All(state, tensor => Assert.True(tensor.IsInvalid));
    }

    [Fact]
    public void What_a_module_registers_itself_stays_in_its_scope()
    {
        using var module = new Empty();
        nn.Module registers = module;
        TorchSharp.Modules.Parameter parameter;
        Tensor data, buffer;
        var before = LiveTensors.Count;
        using (var scope = NewDisposeScope())
        {
            data = ones(2);
            parameter = nn.Parameter(data);
            buffer = zeros(2);
            registers.register_parameter("weight", parameter);
            registers.register_buffer("mean", buffer);
            Assert.True(data.IsInvalid && scope.Contains(parameter) && scope.Contains(buffer) && !scope.Contains(data));
            Assert.Equal(before + 2, LiveTensors.Count);
        }

        Assert.True(parameter.IsInvalid && buffer.IsInvalid);
        Assert.Equal(before, LiveTensors.Count);
        Assert.Throws<ArgumentNullException>(() => registers.register_parameter("again", parameter));
        Assert.Throws<ArgumentNullException>(() => registers.register_buffer("again", null!));
    }

    [Fact]
    public void A_layer_takes_over_what_it_is_given_and_frees_what_it_had()
    {
        using var layer = nn.Linear(2, 2);
        var old = layer.weight;
        using (NewDisposeScope())
        {
            layer.weight = nn.Parameter(ones(2, 2));
            layer.bias = null;
        }

        Assert.True(old.IsInvalid && !layer.weight.IsInvalid);
        Assert.Same(layer.weight, Assert.Single(layer.parameters()));
    }

    private sealed class Empty : nn.Module
    {
        internal Empty()
            : base(nameof(Empty))
        {
        }
    }

    [Fact]
    public void Scopes_of_two_threads_do_not_meet()
    {
        using var mine = NewDisposeScope();
        DisposeScope? seen = mine;
        Tensor? tensor = null;
        var thread = new Thread(() =>
        {
            seen = CurrentDisposeScope;
            using var scope = NewDisposeScope();
            tensor = ones(1).MoveToOuterDisposeScope();
        });
        thread.Start();
        thread.Join();

        Assert.Null(seen);
        Assert.Equal(0, mine.DisposablesCount);
        Assert.False(tensor!.IsInvalid);
        tensor.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _ = ones(4).DetachFromDisposeScope();
        }
    }

    private static void CollectEverything()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
