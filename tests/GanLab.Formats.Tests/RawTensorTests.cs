namespace GanLab.Formats.Tests;

public class RawTensorTests
{
    [Fact]
    public void A_tensor_whose_bytes_do_not_fit_its_shape_cannot_be_made() =>
        Assert.Contains("F32 tensor of shape [2, 2] does not take 15 bytes", Assert.Throws<ArgumentException>(
            () => new RawTensor(TensorDType.F32, [2, 2], new byte[15])).Message);
}
