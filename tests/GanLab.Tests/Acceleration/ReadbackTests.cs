using GanLab.Acceleration;
using static TorchSharp.torch;

namespace GanLab.Tests.Acceleration;

public class ReadbackTests
{
    [SkippableTheory]
    [InlineData("cpu")]
    [InlineData("cuda")]
    public async Task Numbers_are_those_of_the_moment_they_were_asked_for(string device)
    {
        Skip.If(device == "cuda" && !cuda.is_available(), "There is no CUDA device.");
        Func<double[]> receive;
        using (NewDisposeScope())
        {
            var numbers = tensor(new double[] { 1, double.NaN, -3 }).to(new Device(device));
            receive = Readback.Begin(numbers);
            numbers.fill_(7);
        }

        double[] expected = [1, double.NaN, -3];
        Assert.Equal(expected, await Task.Run(receive));
    }
}
