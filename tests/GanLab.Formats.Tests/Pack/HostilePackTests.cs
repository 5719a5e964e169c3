using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using GanLab.Formats.Pack;

namespace GanLab.Formats.Tests.Pack;

/// <summary>Packs whose hashes are right, because whoever made them computed them anew.</summary>
public sealed class HostilePackTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Refusal(Func<string, string> change)
    {
        var path = SomePack.Write(folder, 3, Guid.NewGuid().ToString("N"));
        var bytes = File.ReadAllBytes(path);
        var offset = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16));
        var json = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(bytes, offset, bytes.Length - offset)));
        byte[] bad = [.. bytes[..offset], .. json];
        BinaryPrimitives.WriteInt32LittleEndian(bad.AsSpan(12), json.Length);
        BinaryPrimitives.WriteInt64LittleEndian(bad.AsSpan(24), bad.Length);
        SHA256.HashData(json, bad.AsSpan(32));
        File.WriteAllBytes(path, bad);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<MalformedFileException>(() => PackFile.Open(path));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 32 << 20);
        Assert.Contains(path, error.Message);
        Assert.DoesNotContain('\n', error.Message);
        return error.Message;
    }

    [Theory]
    [InlineData("\"count\":3", "\"count\":268435456", "would end at")]
    [InlineData("\"count\":3", "\"count\":9223372036854775807", "\"count\" is no whole number")]
    [InlineData("\"count\":3", "\"count\":-3", "\"count\" is no whole number")]
    [InlineData("\"count\":3", "\"count\":0", "\"count\" is no whole number")]
    [InlineData("\"count\":3", "\"count\":NaN", "cannot be read")]
    [InlineData("\"count\":3", "\"count\":1e400", "\"count\" is no whole number")]
    [InlineData("\"count\":3", "\"count\":\"3\"", "cannot be read")]
    [InlineData("\"count\":3", "\"count\":3,\"count\":4", "cannot be read")]
    [InlineData("\"channels\":3", "\"channels\":2", "\"channels\" is 2")]
    [InlineData("\"height\":4", "\"height\":4096", "would end at")]
    [InlineData("\"height\":4", "\"height\":5000", "\"height\" is no whole number from 1 to 4096")]
    [InlineData("\"height\":4,", "", "\"height\" is missing")]
    [InlineData("\"namesLength\":15", "\"namesLength\":2305843009213693951", "would end at")]
    [InlineData("\"cat\"", "\"dog\"", "\"classes\" has a name twice")]
    [InlineData("\"cat\"", "null", "\"classes\" has a name that is null")]
    [InlineData("\"cat\"", "\"\\ud800\"", "cannot be read")]
    [InlineData("[\"cat\",\"dog\"]", "[[[[[[1]]]]]]", "cannot be read")]
    [InlineData("[\"cat\",\"dog\"]", "[\"cat\"]", "label 1 is 1, where 0 to 0 are possible")]
    [InlineData("\"ganpack\"", "\"other\"", "\"format\" is not \"ganpack\"")]
    [InlineData("}", "", "cannot be read")]
    public void A_header_that_lies_is_refused(string truth, string lie, string complaint) =>
        Assert.Contains(complaint, Refusal(json => json.Replace(truth, lie, StringComparison.Ordinal)));

    [Fact]
    public void A_header_of_another_kind_is_refused()
    {
        Assert.Contains("cannot be read", Refusal(_ => "[]"));
        Assert.Contains("cannot be read", Refusal(_ => "17"));
        Assert.Contains("cannot be read", Refusal(_ => ""));
        Assert.Contains("cannot be read", Refusal(_ => new string('[', 100_000)));
        Assert.Contains("above the limit", Refusal(json => json + new string(' ', 5 << 20)));
    }
}
