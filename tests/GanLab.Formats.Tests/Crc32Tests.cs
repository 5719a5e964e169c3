using GanLab.Formats.Tests.Support;

namespace GanLab.Formats.Tests;

public class Crc32Tests
{
    [Fact]
    public void The_check_value_of_the_catalogue_of_checksums_comes_out() => Assert.Equal(0xCBF43926, Crc32.Of("123456789"u8));

    [Fact]
    public void Eight_bytes_at_a_time_give_what_one_at_a_time_gives()
    {
        var bytes = Some.Bytes(100);

        for (var length = 0; length <= bytes.Length; length++)
        {
            var oneByOne = 0u;
            for (var i = 0; i < length; i++)
            {
                oneByOne = Crc32.Append(oneByOne, bytes.AsSpan(i, 1));
            }

            Assert.Equal(oneByOne, Crc32.Of(bytes.AsSpan(0, length)));
        }
    }
}
