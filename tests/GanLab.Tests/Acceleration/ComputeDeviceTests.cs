using GanLab.Acceleration;
using GanLab.Configuration;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Acceleration;

[Collection(nameof(Alone))]
public class ComputeDeviceTests
{
    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:x")]
    [InlineData("cpu:0")]
    [InlineData("cuda:0:1")]
    [InlineData("")]
    public void What_is_no_device_is_refused_with_those_that_are(string name)
    {
        var error = Assert.Throws<ConfigException>(() => ComputeDevice.Open(name));

        Assert.Contains($"'{name}' is no device. Write auto, cpu, cuda", error.Message);
    }

    [SkippableTheory]
    [InlineData("cuda")]
    [InlineData("cuda:0")]
    public void Without_CUDA_asking_for_it_never_falls_back_to_the_CPU(string name)
    {
        Skip.If(cuda.is_available(), "needs a machine without CUDA");

        var error = Assert.Throws<ConfigException>(() => ComputeDevice.Open(name));

        Assert.Contains($"The device '{name}' was asked for", error.Message);
        Assert.Contains("--device cpu", error.Message);
    }

    [Fact]
    public void TF32_is_no_format_of_the_CPU()
    {
        var error = Assert.Throws<ConfigException>(() => ComputeDevice.Open("cpu", Precision.Tf32));

        Assert.Contains("tf32 is a format of CUDA devices", error.Message);
    }

    [SkippableFact]
    public void A_CUDA_device_beyond_the_last_is_refused()
    {
        Skip.IfNot(cuda.is_available(), "needs CUDA");

        Assert.Throws<ConfigException>(() => ComputeDevice.Open($"cuda:{cuda.device_count()}"));
    }

    [Fact]
    public void Auto_is_CUDA_where_there_is_one()
    {
        var device = ComputeDevice.Open("auto", threads: 1);

        Assert.Equal(cuda.is_available(), device.IsCuda);
        Assert.Equal(device.IsCuda ? Precision.Tf32 : Precision.Fp32, device.Precision);
    }

    [Fact]
    public void The_threads_asked_for_are_used_and_none_means_all_processors()
    {
        Assert.Equal("cpu, fp32, 1 thread", ComputeDevice.Open("cpu", threads: 1).ToString());
        ComputeDevice.Open("cpu");
        Assert.Equal(Environment.ProcessorCount, get_num_threads());

        ComputeDevice.Open("cpu", threads: 1);
        Assert.Equal(1, get_num_threads());
    }

#if TORCH_ENGINE_SYSTEM
    [Fact]
    public void Autocast_is_on_in_bf16_only_and_until_disposed()
    {
        using var scope = NewDisposeScope();
        var (plain, short16) = (ComputeDevice.Open("cpu", threads: 1), ComputeDevice.Open("cpu", Precision.Bf16, threads: 1));
        var x = Some.Normal(1, 4, 4);
        var inside = ScalarType.Float32;
        Assert.Null(plain.Autocast());

        using (short16.Autocast())
        {
            inside = x.matmul(x).dtype;
        }

        Assert.Equal(ScalarType.BFloat16, inside);
        Assert.Equal(ScalarType.Float32, x.matmul(x).dtype);
    }

    [Theory]
    [InlineData("dcgan")]
    [InlineData("mlp")]
    [InlineData("sngan")]
    public void A_run_in_bf16_keeps_weights_and_losses_in_fp32_and_stays_near_the_other(string model)
    {
        using var scope = NewDisposeScope();
        var (exact, rough) = (new Recorder(), new Recorder());
        using var one = Some.Run($"model.name={model}");
        using var two = Some.Run($"model.name={model}", "compute.precision=bf16");

        one.Train([exact], default);
        two.Train([rough], default);

        Assert.All(two.State.Generator.parameters(), weight => Assert.Equal(ScalarType.Float32, weight.dtype));
        Assert.All(exact.Metrics.Zip(rough.Metrics), pair => Assert.InRange(
            pair.Second.DiscriminatorLoss / pair.First.DiscriminatorLoss, 0.95, 1.05));
        Assert.NotEqual(exact.Metrics[^1].DiscriminatorLoss, rough.Metrics[^1].DiscriminatorLoss);
    }
#else
    [Fact]
    public void Bf16_is_refused_where_the_engine_has_no_autocast() =>
        Assert.Contains("system engine", Assert.Throws<ConfigException>(() => ComputeDevice.Open("cpu", Precision.Bf16)).Message);
#endif
}
