using GanLab.Acceleration;
using static TorchSharp.torch;

namespace GanLab.Tests.Acceleration;

public class EngineTests
{
    [Fact]
    public void The_engine_describes_itself_in_named_facts()
    {
        var facts = Engine.Describe();

        Assert.Equal(("engine", Engine.Name), facts[0]);
        Assert.Contains(facts, fact => fact.Name == "libtorch" && fact.Value.Any(char.IsDigit));
        Assert.Contains(facts, fact => fact.Name == "CPU threads" && fact.Value.EndsWith($"of {Environment.ProcessorCount} processors", StringComparison.Ordinal));
        Assert.All(facts, fact => Assert.NotEmpty(fact.Value));
    }

    [Fact]
    public void Each_CUDA_device_has_a_line() =>
        Assert.Equal(cuda.is_available() ? cuda.device_count() : 0, Engine.CudaDevices().Count);
}
