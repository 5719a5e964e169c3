using System.Text;
using GanLab.Formats.TensorBoard;

namespace GanLab.Formats.Tests.TensorBoard;

public class Crc32CTests
{
    // RFC 3720, appendix B.4.
    [Fact]
    public void The_checksum_is_that_of_the_published_examples()
    {
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Of([.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.Equal(0x46DD794Eu, Crc32C.Of([.. Enumerable.Range(0, 32).Select(value => (byte)value)]));
        Assert.Equal(0x113FDB5Cu, Crc32C.Of([.. Enumerable.Range(0, 32).Select(value => (byte)(31 - value))]));
        Assert.Equal(0u, Crc32C.Of([]));
    }

    // The check value that catalogues of checksums give; nine bytes are no multiple of eight.
    [Fact]
    public void Bytes_that_fill_no_word_count_too() =>
        Assert.Equal(0xE3069283u, Crc32C.Of(Encoding.ASCII.GetBytes("123456789")));
}
