using GanLab.Cli.Diagnosis;
using GanLab.Cli.Tests.Support;

namespace GanLab.Cli.Tests.Diagnosis;

public sealed class DoctorTests
{
    [Fact]
    public void Where_tests_can_train_the_doctor_says_so()
    {
        var result = Gan.Run("doctor");

        Assert.Equal((0, "Ready to train."), (result.ExitCode, result.OutputLines[^1]));
        var parts = result.OutputLines.SkipLast(1).Select(line => line[5..]).ToArray();
        Assert.All(
            ["libtorch", ".NET", "CPU threads", "CUDA", "pictures", "cache", "disk"],
            name => Assert.Contains(parts, part => part.StartsWith(name, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("/usr/lib/x86_64-linux-gnu/blas/libblas.so.3.11.0", true)]
    [InlineData("/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblasp-r0.3.21.so", false)]
    [InlineData("/opt/intel/mkl/lib/libmkl_rt.so.2", false)]
    [InlineData("inside libtorch", false)]
    public void The_reference_blas_is_told_by_its_place_and_comes_with_its_remedy(string path, bool isSlow)
    {
        var finding = MachineCheck.Blas(path);

        Assert.Equal(isSlow ? Health.Warning : Health.Good, finding.Health);
        Assert.Equal(isSlow ? "sudo apt-get install libopenblas0-pthread" : null, finding.Remedy);
    }
}
