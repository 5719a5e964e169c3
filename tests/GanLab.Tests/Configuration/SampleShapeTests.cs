using GanLab.Configuration;

namespace GanLab.Tests.Configuration;

public class SampleShapeTests
{
    [Fact]
    public void A_shape_knows_its_length_and_whether_it_is_a_point()
    {
        Assert.Equal((3 * 64 * 32, false), (new SampleShape(3, 64, 32).Length, new SampleShape(3, 64, 32).IsPoint));
        Assert.Equal((2, true), (new SampleShape(2, 1, 1).Length, new SampleShape(2, 1, 1).IsPoint));
        Assert.Equal("3x64x32", new SampleShape(3, 64, 32).ToString());
    }
}
