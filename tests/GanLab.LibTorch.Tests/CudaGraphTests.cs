using GanLab.LibTorch.Memory;
using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests;

public class CudaGraphTests : EngineTest
{
    private static readonly Device Cuda = new(DeviceType.CUDA, 0);

    private static void RequireCuda() => Skip.IfNot(cuda.is_available(), "There is no CUDA device.");

    [SkippableFact]
    public void Without_cuda_recording_is_refused_with_a_reason_and_the_work_is_not_begun()
    {
        Skip.If(cuda.is_available(), "This machine has CUDA.");

        var refusal = Assert.Throws<TensorException>(() => CudaGraph.Record(0, () => Assert.Fail("begun")));

        Assert.Contains("no CUDA", refusal.Message);
        Assert.Throws<TensorException>(() => CudaGraph.SideStream(0));
        Assert.Throws<TensorException>(() => CudaMark.Set(0));
        Assert.Throws<ArgumentNullException>(() => CudaGraph.Record(0, null!));
    }

    [Fact]
    public void While_something_is_recorded_orphaned_tensors_wait()
    {
        OrphanedHandles.Hold();
        try
        {
            Orphan();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            NewDisposeScope().Dispose();
            Assert.NotEqual(0, OrphanedHandles.Count);
        }
        finally
        {
            OrphanedHandles.Release();
        }

        NewDisposeScope().Dispose();
        Assert.Equal(0, OrphanedHandles.Count);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Orphan() => zeros(3).DetachFromDisposeScope();

    [SkippableFact]
    public void A_launch_computes_with_what_the_tensors_hold_now()
    {
        RequireCuda();
        var x = ones(4, device: Cuda);
        Tensor? y = null;
        using (CudaGraph.SideStream(0))
        {
            (x * 2).Dispose();
        }

        using var graph = CudaGraph.Record(0, () => y = (x * 2).DetachFromDisposeScope());
        Same(y!, 2, 2, 2, 2);
        x.fill_((Scalar)5.0);
        graph.Launch();

        Same(y!, 10, 10, 10, 10);
    }

    [SkippableFact]
    public void Adam_under_a_graph_takes_new_rates_and_counts_like_the_plain_one()
    {
        RequireCuda();
        var (plain, repeated) = (nn.Parameter(ones(3, device: Cuda)), nn.Parameter(ones(3, device: Cuda)));
        using var ofPlain = optim.Adam([plain], 0.1);
        using var ofRepeated = optim.Adam([repeated], 0.1);
        void Step(TorchSharp.Modules.Parameter parameter, optim.Optimizer optimizer)
        {
            parameter.grad = null;
            parameter.square().sum().backward();
            optimizer.step();
        }

        using (CudaGraph.SideStream(0))
        {
            Step(repeated, ofRepeated);
        }

        Step(plain, ofPlain);
        CudaGraph? graph = null;
        for (var i = 0; i < 5; i++)
        {
            ofPlain.ParamGroups.First().LearningRate = ofRepeated.ParamGroups.First().LearningRate = 0.1 / (i + 1);
            Step(plain, ofPlain);
            if (graph is null)
            {
                graph = CudaGraph.Record(0, () => Step(repeated, ofRepeated));
            }
            else
            {
                Assert.True(graph.IsCurrent);
                graph.Launch();
            }
        }

        graph!.Dispose();
        Near(repeated, 1e-6, Doubles(plain));
        Assert.Equal(6, ((TorchSharp.Modules.Adam.State)ofRepeated.state_dict().State[0]).step);
    }

    [SkippableFact]
    public void A_recording_that_waits_for_the_device_fails_and_leaves_the_device_usable()
    {
        RequireCuda();
        var x = ones(4, device: Cuda);

        Assert.Throws<TensorException>(() => CudaGraph.Record(0, () => x.sum().cpu()));

        Same(x * 2, 2, 2, 2, 2);
        using var graph = CudaGraph.Record(0, () => x.add_((Scalar)1.0));
        Same(x, 2, 2, 2, 2);
    }

    [SkippableFact]
    public void A_garbage_collection_while_recording_changes_nothing()
    {
        RequireCuda();
        var x = ones(4, device: Cuda);
        using var graph = CudaGraph.Record(0, () =>
        {
            x.add_((Scalar)1.0);
            Orphan();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            x.mul_((Scalar)3.0);
        });
        graph.Launch();

        Same(x, 21, 21, 21, 21);
    }
}
