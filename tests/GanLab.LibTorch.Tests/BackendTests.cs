using System.Text.RegularExpressions;
using GanLab.LibTorch.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Tests;

/// <summary>What the engine offers beside TorchSharp's API.</summary>
public partial class BackendTests : EngineTest
{
    [Fact]
    public void The_libtorch_underneath_says_what_it_is()
    {
        Assert.Matches(Version(), Backend.Version);
        Assert.Contains("OpenMP", Backend.Build);
        Assert.True(File.Exists(Backend.LibraryPath), Backend.LibraryPath);
        Assert.True(Backend.BlasPath.Length == 0 || File.Exists(Backend.BlasPath), Backend.BlasPath);
    }

    [Fact]
    public void The_instructions_that_are_used_are_named()
    {
        Assert.Matches("^(NO AVX|DEFAULT|AVX2|AVX512|VSX|Z VECTOR|SVE.*)$", Backend.CpuCapability ?? "DEFAULT");
        Assert.Contains($"CPU capability usage: {Backend.CpuCapability}", Backend.Build);
        Assert.Matches("^(SSE41|AVX.*|0x[0-9a-f]+)$", Backend.OneDnnInstructionSet ?? "SSE41");
    }

    [Fact]
    public void A_host_can_keep_its_allocator_and_threads()
    {
        // Only the question can be asked here: libtorch was loaded, with the changes, before any test ran.
        const string Switch = "GanLab.LibTorch.KeepProcessSettings";
        const string Variable = "GANLAB_KEEP_PROCESS_SETTINGS";
        var before = Environment.GetEnvironmentVariable(Variable);
        Environment.SetEnvironmentVariable(Variable, null);
        Assert.False(Backend.KeepsProcessSettings);
        Environment.SetEnvironmentVariable(Variable, "1");
        Assert.True(Backend.KeepsProcessSettings);
        AppContext.SetSwitch(Switch, false);
        Assert.False(Backend.KeepsProcessSettings);
        Environment.SetEnvironmentVariable(Variable, before);
        AppContext.SetSwitch(Switch, before == "1");
    }

    [Fact]
    public void Channels_last_is_a_layout_and_not_a_shape()
    {
        var x = Counting(2, 3, 4, 5);
        var last = Backend.ToChannelsLast(x);
        Assert.Equal([60, 1, 15, 3], last.stride());
        Same(last, Doubles(x));
        var parameter = nn.Parameter(Counting(2, 3, 4, 5));
        Backend.MakeChannelsLast(parameter);
        Assert.Equal([60, 1, 15, 3], parameter.stride());
        Assert.True(parameter.is_leaf && parameter.requires_grad);
        var vector = Vector(1, 2);
        Backend.MakeChannelsLast(vector);
        Same(vector, 1, 2);
    }

    [Fact]
    public void Autocast_rounds_products_and_nests()
    {
        var x = ones(2, 2);
        using (var outer = Backend.Autocast(cuda: false))
        {
            using (Backend.Autocast(cuda: false))
            {
                Assert.Equal(bfloat16, x.mm(x).dtype);
            }

            Assert.Equal(bfloat16, x.mm(x).dtype);
            outer.Dispose();
            Assert.Equal(float32, x.mm(x).dtype);
        }

        Assert.Equal(float32, x.mm(x).dtype);
    }

    [Fact]
    public void Autocast_can_be_left_for_a_while()
    {
        var x = ones(2, 2);
        Assert.Null(Backend.WithoutAutocast(cuda: false));
        using (Backend.Autocast(cuda: false))
        using (Backend.Autocast(cuda: false))
        {
            using (Backend.WithoutAutocast(cuda: false))
            {
                Assert.Equal(float32, x.mm(x).dtype);
                using (Backend.Autocast(cuda: false))
                {
                    Assert.Equal(bfloat16, x.mm(x).dtype);
                }

                Assert.Equal(float32, x.mm(x).dtype);
            }

            Assert.Equal(bfloat16, x.mm(x).dtype);
        }

        Assert.Equal(float32, x.mm(x).dtype);
    }

    [Fact]
    public void Weights_that_change_under_autocast_are_cast_anew()
    {
        // The cache of cast weights lives as long as the outermost scope; a training step is one.
        var w = nn.Parameter(ones(1, 1));
        var x = ones(1, 1);
        for (var i = 1; i <= 3; i++)
        {
            using (Backend.Autocast(cuda: false))
            {
                Same(x.mm(w), i);
            }

            using var recordNothing = no_grad();
            w.add_((Scalar)1.0);
        }
    }

    [Fact]
    public void Deterministic_algorithms_can_be_asked_for()
    {
        Backend.SetDeterministic(true);
        Same(Vector(1, 2).cumsum(0), 1, 3);
        Backend.SetDeterministic(false);
        Backend.SetCudnnBenchmark(true);
        Backend.SetCudnnBenchmark(false);
    }

    [Fact]
    public void Precision_switches_keep_what_they_are_set_to()
    {
        foreach (var allow in (bool[])[true, false])
        {
            backends.cuda.matmul.allow_tf32 = allow;
            Assert.Equal(allow, backends.cuda.matmul.allow_tf32);
            backends.cudnn.allow_tf32 = allow;
            Assert.Equal(allow, backends.cudnn.allow_tf32);
        }

        backends.cudnn.allow_tf32 = true;
    }

    [Fact]
    public void Lists_are_averaged_copied_and_measured_at_once()
    {
        Tensor[] averages = [Vector(1, 2), Matrix(new double[,] { { 4 } })];
        Tensor[] current = [Vector(3, 6), Matrix(new double[,] { { 0 } })];

        Backend.Average(averages, current, 0.75);
        Same(averages[0], 1.5, 3);
        Same(averages[1], 3);

        var norms = Backend.Norms([Vector(3, -4), Matrix(new double[,] { { 2 } })]);
        Same(norms[0], 5);
        Same(norms[1], 2);

        Backend.Copy(averages, current);
        Same(averages[0], 3, 6);
        Same(averages[1], 0);

        Backend.CopyPastCaches(averages, [Vector(5, 7), Vector(9)]); // a single number becomes the matrix of one
        Same(averages[0], 5, 7);
        Same(averages[1], 9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300_000)] // on several threads
    public void Bytes_become_numbers_and_numbers_the_nearest_byte(int length)
    {
        byte[] levels = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
        var numbers = Backend.LevelsToNumbers(tensor(levels), 127.5);
        Assert.Equal(levels.Select(level => (level / 127.5f) - 1), numbers.data<float>().ToArray());
        Assert.Equal(levels, Backend.NumbersToLevels(numbers, 127.5).data<byte>().ToArray());

        float[] any = [.. Enumerable.Range(0, length).Select(i => ((i * 7919 % 4001) / 1000f) - 2), float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue];
        Assert.Equal(
            any.Select(number => (byte)Math.Clamp(MathF.Round((number + 1) * 2), 0, 255)), Backend.NumbersToLevels(tensor(any), 2).data<byte>().ToArray());
    }

    [Fact]
    public void They_keep_their_layout()
    {
        var levels = tensor(Enumerable.Range(0, 24).Select(i => (byte)i).ToArray(), [2, 3, 4]).permute(2, 0, 1);

        var numbers = Backend.LevelsToNumbers(levels, 2);

        Assert.Equal(levels.stride(), numbers.stride());
        Assert.Equal(-0.5, numbers[1, 0, 0].item<float>());
        Assert.Equal(levels.stride(), Backend.NumbersToLevels(numbers, 2).stride());
        var part = numbers[1..3, 1]; // with gaps in memory
        Assert.Equal(part.add(1).mul(2).to(ScalarType.Byte).data<byte>().ToArray(), Backend.NumbersToLevels(part, 2).data<byte>().ToArray());
    }

    [Fact]
    public void What_is_no_byte_is_no_level()
    {
        Assert.Throws<TensorException>(() => Backend.LevelsToNumbers(Vector(1), 2));
        Assert.Throws<TensorException>(() => Backend.NumbersToLevels(tensor(new double[] { 1 }), 2));
        var elsewhere = zeros(3, ScalarType.Byte, new Device(DeviceType.META));
        Assert.Contains("on the CPU", Assert.Throws<TensorException>(() => Backend.LevelsToNumbers(elsewhere, 2)).Message);
    }

    [Fact]
    public void There_must_be_as_many_copies_as_originals() =>
        Assert.Contains("1 tensors cannot be copied to 2", Assert.Throws<ArgumentException>(
            () => Backend.CopyPastCaches([Vector(1), Vector(2)], [Vector(3)])).Message);

    [Fact]
    public void A_copy_of_another_shape_is_refused() =>
        Assert.Throws<TensorException>(() => Backend.CopyPastCaches([Vector(1, 2)], [Vector(1, 2, 3)]));

    [SkippableFact]
    public void Without_cuda_its_questions_are_answered_with_no()
    {
        Skip.If(cuda.is_available(), "This machine has CUDA.");
        Assert.Equal(0, cuda.device_count());
        Assert.False(cuda.is_cudnn_available());
        Assert.Null(Backend.CudaMemory(0));
        Assert.Null(Record.Exception(Backend.EmptyCudaCache));
        Assert.Null(Record.Exception(() => cuda.manual_seed(1)));
        Assert.Null(Record.Exception(() => cuda.manual_seed_all(1)));
        Assert.Null(Backend.CudaPeakMemory(0));
        Assert.Throws<TensorException>(() => nn.Linear(1, 1).cuda());
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+")]
    private static partial Regex Version();
}
