using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using GanLab.Data.Downloading;
using GanLab.Formats;

namespace GanLab.Tests.Data.Downloading;

public sealed class FileDownloadTests : IDisposable
{
    private static readonly byte[] Content = MakeContent(200_000);
    private static readonly Uri Here = new("http://one.example/file.bin");
    private static readonly Uri There = new("http://two.example/file.bin");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static byte[] MakeContent(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static DownloadItem Item(params Uri[] addresses) =>
        new("file.bin", addresses, Content.Length, Convert.ToHexStringLower(SHA256.HashData(Content)));

    private (IReadOnlyList<string> Failures, FakeNetwork Network) Get(Func<HttpRequestMessage, HttpResponseMessage> answer, params Uri[] addresses)
    {
        var network = new FakeNetwork(answer);
        using var download = new FileDownload(network);
        return (download.Get(Item(addresses.Length == 0 ? [Here] : addresses), folder.Path), network);
    }

    private IReadOnlyList<string> Get(RawServer server, TimeSpan? patience = null)
    {
        using var download = new FileDownload(patience: patience ?? TimeSpan.FromSeconds(20));
        return download.Get(Item(server.Address), folder.Path);
    }

    private static HttpResponseMessage Whole(byte[]? content = null, string? tag = "\"v1\"")
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(content ?? Content) };
        response.Headers.ETag = tag is null ? null : EntityTagHeaderValue.Parse(tag);
        return response;
    }

    // A server that does what RFC 9110 says.
    private static HttpResponseMessage Proper(HttpRequestMessage request, string tag = "\"v1\"")
    {
        var from = request.Headers.Range?.Ranges.Single().From;
        if (from is null || (request.Headers.IfRange is { } version && version.ToString() != tag))
        {
            return Whole(tag: tag);
        }

        var response = new HttpResponseMessage(HttpStatusCode.PartialContent) { Content = new ByteArrayContent(Content[(int)from..]) };
        response.Content.Headers.ContentRange = new ContentRangeHeaderValue(from.Value, Content.Length - 1, Content.Length);
        return response;
    }

    private void Begin(int length, string? from = null)
    {
        folder.Write("file.bin.partial", Content[..length]);
        if (from is not null)
        {
            folder.Write("file.bin.partial.from", from);
        }
    }

    private void AssertWhole()
    {
        Assert.Equal(Content, File.ReadAllBytes(folder.In("file.bin")));
        Assert.Equal(["file.bin"], folder.Names());
    }

    private void AssertNothing() => Assert.False(File.Exists(folder.In("file.bin")));

    [Fact]
    public void A_file_arrives_whole()
    {
        Assert.Empty(Get(request => Proper(request)).Failures);

        AssertWhole();
    }

    [Fact]
    public void What_has_arrived_is_continued()
    {
        Begin(150_000, $"{Here}\n\"v1\"\n");

        var (failures, network) = Get(request => Proper(request));

        Assert.Empty(failures);
        Assert.Equal("bytes=150000-", Assert.Single(network.Requests).Headers.Range!.ToString());
        Assert.Equal("\"v1\"", network.Requests[0].Headers.IfRange!.ToString());
        AssertWhole();
    }

    [Fact]
    public void A_whole_partial_file_needs_no_request()
    {
        Begin(Content.Length);

        Assert.Empty(Get(_ => throw new HttpRequestException("no network")).Network.Requests);
        AssertWhole();
    }

    [Fact]
    public void Another_address_continues_without_asking_for_the_same_version()
    {
        Begin(150_000, $"{Here}\n\"v1\"\n");

        var (_, network) = Get(request => Proper(request, "\"v2\""), There);

        Assert.Null(Assert.Single(network.Requests).Headers.IfRange);
        AssertWhole();
    }

    [Fact]
    public void A_file_that_changed_on_the_server_begins_anew()
    {
        Begin(1000, $"{Here}\n\"v0\"\n");

        Assert.Empty(Get(request => Proper(request)).Failures);

        AssertWhole();
    }

    [Fact]
    public void A_server_that_cannot_continue_sends_all_of_it()
    {
        Begin(150_000);

        Assert.Empty(Get(_ => Whole()).Failures);

        AssertWhole();
    }

    [Fact]
    public void A_wrong_beginning_is_found_at_the_end_and_fetched_anew()
    {
        folder.Write("file.bin.partial", new byte[150_000]);

        var (failures, network) = Get(request => Proper(request));

        Assert.Empty(failures);
        Assert.Equal([true, false], network.Requests.Select(request => request.Headers.Range is not null));
        AssertWhole();
    }

    [Theory]
    [InlineData(0, 200_000)]
    [InlineData(100, 200_000)]
    [InlineData(150_000, 300_000)]
    public void A_part_that_was_not_asked_for_is_refused(long from, long all)
    {
        Begin(150_000);

        var (failures, _) = Get(_ =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.PartialContent) { Content = new ByteArrayContent(new byte[50_000]) };
            response.Content.Headers.ContentRange = new ContentRangeHeaderValue(from, all - 1, all);
            return response;
        });

        Assert.Contains("does not continue at the byte asked for (206)", failures[0]);
        Assert.Equal(2, failures.Count); // and then from the beginning
        AssertNothing();
    }

    [Fact]
    public void A_range_that_is_refused_begins_anew_at_the_next_address()
    {
        Begin(150_000);

        var (failures, _) = Get(
            request => request.RequestUri == Here ? new HttpResponseMessage(HttpStatusCode.RequestedRangeNotSatisfiable) : Proper(request), Here, There);

        Assert.Empty(failures);
        AssertWhole();
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestedRangeNotSatisfiable)]
    [InlineData(HttpStatusCode.PartialContent)]
    public void A_range_that_is_refused_begins_anew_at_the_only_address(HttpStatusCode refusal)
    {
        Begin(150_000, $"{Here}\n\"v1\"\n");

        var (failures, network) = Get(request => request.Headers.Range is null ? Whole() : new HttpResponseMessage(refusal));

        Assert.Empty(failures);
        Assert.Equal([true, false], network.Requests.Select(request => request.Headers.Range is not null));
        AssertWhole();
    }

    [Fact]
    public void It_begins_anew_once_and_not_for_ever()
    {
        Begin(150_000);
        using var server = new RawServer((request, stream) =>
        {
            if (request.Contains("Range:", StringComparison.Ordinal))
            {
                RawServer.Say(stream, "416 Range Not Satisfiable", "Content-Length: 0\r\n", []);
            }
            else
            {
                RawServer.Say(stream, "200 OK", $"Content-Length: {Content.Length}\r\n", Content.AsSpan(0, 30_000)); // and breaks
            }

            return true;
        });

        Get(server);

        Assert.Equal(3, server.Requests.Count);
        AssertNothing();
    }

    [Fact]
    public void A_wrong_length_is_refused_before_anything_is_read()
    {
        var (failures, _) = Get(_ => Whole(new byte[1000]));

        Assert.Contains("declares 1000 bytes where 200000 are right", Assert.Single(failures));
        AssertNothing();
    }

    [Fact]
    public void Wrong_bytes_are_never_kept()
    {
        var (failures, _) = Get(_ => Whole(new byte[Content.Length]));

        Assert.Contains($"instead of {Convert.ToHexStringLower(SHA256.HashData(Content))}", Assert.Single(failures));
        Assert.Equal(0, new FileInfo(folder.In("file.bin.partial")).Length);
        AssertNothing();
    }

    [Fact]
    public void Two_processes_do_not_write_into_the_same_file()
    {
        using var other = new PartialFile(folder.In("file.bin"));

        var error = Assert.Throws<FileInUseException>(() => Get(request => Proper(request)));

        Assert.Contains("is being downloaded by another process; wait", error.Message);
    }

    [Fact]
    public void A_connection_that_breaks_again_and_again_is_continued_each_time()
    {
        using var server = new RawServer((request, stream) =>
        {
            var range = request.Split("Range: bytes=") is [_, var rest] ? int.Parse(rest.Split('-')[0]) : 0;
            var headers = $"ETag: \"v1\"\r\nContent-Length: {Content.Length - range}\r\n";
            var part = Content.AsSpan(range, Math.Min(30_000, Content.Length - range));
            RawServer.Say(
                stream,
                range == 0 ? "200 OK" : "206 Partial Content",
                range == 0 ? headers : $"{headers}Content-Range: bytes {range}-{Content.Length - 1}/{Content.Length}\r\n",
                part);
            return true;
        });

        var failures = Get(server);

        Assert.Empty(failures);
        Assert.Equal(7, server.Requests.Count);
        AssertWhole();
    }

    [Fact]
    public void A_body_without_an_end_is_given_up_at_the_length_of_the_file()
    {
        var sent = 0L;
        using var server = new RawServer((_, stream) =>
        {
            RawServer.Say(stream, "200 OK", "", []);
            for (; ; sent += 4096)
            {
                stream.Write(new byte[4096]);
            }
        });

        var failures = Get(server);

        Assert.Contains("sends more than the 200000 bytes of the file", Assert.Single(failures));
        Assert.True(sent < 64 << 20);
        Assert.Equal(0, new FileInfo(folder.In("file.bin.partial")).Length);
        AssertNothing();
    }

    [Fact]
    public void A_server_that_falls_silent_is_given_up_and_what_it_sent_is_kept()
    {
        using var heard = new ManualResetEventSlim();
        using var server = new RawServer((_, stream) =>
        {
            RawServer.Say(stream, "200 OK", $"Content-Length: {Content.Length}\r\n", Content.AsSpan(0, 5000));
            heard.Wait(TimeSpan.FromSeconds(20));
            return false;
        });

        var failures = Get(server, TimeSpan.FromMilliseconds(300));

        heard.Set();
        Assert.Contains("sent nothing for", failures[0]);
        Assert.Equal(Content[..5000], File.ReadAllBytes(folder.In("file.bin.partial")));
        AssertNothing();
    }

    [Fact]
    public void Redirections_are_followed_but_not_for_ever()
    {
        using var server = new RawServer((request, stream) =>
        {
            if (request.StartsWith("GET /real", StringComparison.Ordinal))
            {
                RawServer.Say(stream, "200 OK", $"Content-Length: {Content.Length}\r\n", Content);
            }
            else
            {
                RawServer.Say(stream, "302 Found", "Location: /real\r\nContent-Length: 0\r\n", []);
            }

            return true;
        });
        using var circle = new RawServer((_, stream) =>
        {
            RawServer.Say(stream, "302 Found", "Location: /file.bin\r\nContent-Length: 0\r\n", []);
            return true;
        });

        Assert.Contains("answered 302", Assert.Single(Get(circle)));
        Assert.Equal(6, circle.Requests.Count);
        Assert.Empty(Get(server));
        AssertWhole();
    }

    [Fact]
    public void What_is_no_http_is_refused()
    {
        using var server = new RawServer((_, stream) =>
        {
            stream.Write("SSH-2.0-OpenSSH_9.2\r\n"u8);
            return false;
        });

        Assert.Single(Get(server));
        AssertNothing();
    }
}
