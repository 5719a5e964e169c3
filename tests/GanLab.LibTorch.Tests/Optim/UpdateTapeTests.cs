using GanLab.LibTorch.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests.Optim;

/// <summary>What the host does for updates that a CUDA graph repeats, without a graph.</summary>
public sealed class UpdateTapeTests : EngineTest, IDisposable
{
    public UpdateTapeTests() => DeviceAdam.OnAnyDevice = true;

    private readonly Parameter parameter = nn.Parameter(tensor(new[] { 1f, 2f }));

    public new void Dispose()
    {
        DeviceAdam.OnAnyDevice = false;
        base.Dispose();
    }

    // Unlike a graph the CPU computes while it records.
    private static UpdateTape Record(optim.Optimizer optimizer, int updates)
    {
        using var tape = UpdateTape.Start();
        for (var i = 0; i < updates; i++)
        {
            optimizer.step();
        }

        return tape;
    }

    private T WithGradient<T>(T optimizer)
        where T : optim.Optimizer
    {
        parameter.grad = tensor(new[] { 0.5f, -0.25f });
        return optimizer;
    }

    private static long Steps(Adam adam) => ((Adam.State)adam.state_dict().State[0]).step;

    [Fact]
    public void Each_launch_counts_the_updates_that_were_recorded_and_a_failed_recording_none()
    {
        using var adam = WithGradient(optim.Adam([parameter], 0.1));
        adam.step();
        var tape = Record(adam, 3);

        tape.Undo();
        Assert.Equal(1, Steps(adam));
        tape.Count();
        tape.Count();
        Assert.Equal(7, Steps(adam));
    }

    [Fact]
    public void Only_a_rate_that_the_recording_holds_makes_it_stale()
    {
        using var adam = WithGradient(optim.Adam([parameter], 0.1));
        using var sgd = WithGradient(optim.SGD([parameter], 0.1));
        foreach (var (optimizer, holds) in ((optim.Optimizer, bool)[])[(adam, false), (sgd, true)])
        {
            var tape = Record(optimizer, 1);
            Assert.True(tape.IsCurrent);
            optimizer.ParamGroups.First().LearningRate = 0.2;
            Assert.Equal(!holds, tape.IsCurrent);
        }
    }

    [Fact]
    public void After_the_tape_has_ended_nothing_goes_on_it()
    {
        using var sgd = WithGradient(optim.SGD([parameter], 0.1));
        var tape = Record(sgd, 1);
        sgd.step();
        sgd.ParamGroups.First().LearningRate = 0.2;
        Assert.False(tape.IsCurrent);
        Assert.False(UpdateTape.IsRunning);
    }

    [Fact]
    public void Rates_and_counts_are_written_before_a_launch_and_never_while_recording()
    {
        using var numbers = new DeviceNumbers(CPU);
        using (UpdateTape.Start())
        {
            numbers.Write(7, 0.5);
        }

        Same(numbers.Step, 0);
        Same(numbers.Rate, 0);

        numbers.Write(7, 0.5);
        Same(numbers.Step, 7);
        Same(numbers.Rate, 0.5);
    }

    [Fact]
    public void What_the_device_counted_is_not_written_over()
    {
        using var numbers = new DeviceNumbers(CPU);
        numbers.Write(3, 0.1);
        numbers.Advance();
        Same(numbers.Step, 4);

        numbers.Step.fill_((TorchSharp.Scalar)99.0); // shows whether Write writes
        numbers.Write(4, 0.1);
        Same(numbers.Step, 99);
        numbers.Count(1);
        numbers.Write(4, 0.1); // as after a resume
        Same(numbers.Step, 4);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void What_needs_numbers_from_the_host_says_that_it_cannot_be_recorded(bool amsgrad, bool maximize)
    {
        using var adam = WithGradient(optim.Adam([parameter], 0.1, amsgrad: amsgrad, maximize: maximize));

        Assert.Contains("cannot be recorded", Assert.Throws<TensorException>(() => Record(adam, 1)).Message);
        Assert.False(UpdateTape.IsRunning);
    }

    [Fact]
    public void A_gradient_that_lies_otherwise_in_memory_is_taken_as_what_it_is()
    {
        var square = nn.Parameter(tensor(new[] { 1f, 2, 3, 4 }).reshape(2, 2));
        square.grad = tensor(new[] { 1f, -2, 3, -4 }).reshape(2, 2).t();
        using var adam = optim.Adam([square], 0.5);
        adam.step(); // the first update is the rate times the sign of the gradient
        Near(square, 1e-6, 0.5, 1.5, 3.5, 4.5);
    }
}
