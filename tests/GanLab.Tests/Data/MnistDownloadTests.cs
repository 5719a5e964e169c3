using System.Net;
using System.Security.Cryptography;
using GanLab.Data;

namespace GanLab.Tests.Data;

public sealed class MnistDownloadTests : IDisposable
{
    private static readonly Dictionary<string, byte[]> Files = new()
    {
        ["train-images-idx3-ubyte.gz"] = SomeDigits.Gzip(SomeDigits.Images(12)),
        ["train-labels-idx1-ubyte.gz"] = SomeDigits.Gzip(SomeDigits.Labels(12)),
        ["t10k-images-idx3-ubyte.gz"] = SomeDigits.Gzip(SomeDigits.Images(4)),
        ["t10k-labels-idx1-ubyte.gz"] = SomeDigits.Gzip(SomeDigits.Labels(4)),
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Target => Path.Combine(folder.Path, "cache", "mnist");

    private FakeNetwork Fill(Func<Uri, HttpResponseMessage> answer)
    {
        var network = new FakeNetwork(answer);
        using var download = new MnistDownload(
            network, [.. MnistFiles.Names.Select(name => Convert.ToHexStringLower(SHA256.HashData(Files[name])))]);
        download.Fill(Target);
        return network;
    }

    private static HttpResponseMessage Genuine(Uri address) =>
        new(HttpStatusCode.OK) { Content = new ByteArrayContent(Files[Path.GetFileName(address.LocalPath)]) };

    private static bool IsFirst(Uri address) => MnistDownload.Addresses[0].IsBaseOf(address);

    [Fact]
    public void The_four_files_are_fetched_and_open()
    {
        var network = Fill(Genuine);

        using var set = MnistDataset.Open(Target);
        Assert.Equal(12, set.Count);
        Assert.Equal(4, network.Requests.Count);
        Assert.All(network.Requests, address => Assert.True(IsFirst(address)));
        Assert.Equal(4, Directory.GetFiles(Target).Length);
    }

    [Fact]
    public void The_next_address_is_tried_when_one_fails()
    {
        Fill(address => IsFirst(address) ? new HttpResponseMessage(HttpStatusCode.Forbidden) : Genuine(address));

        Assert.Equal(Files["t10k-labels-idx1-ubyte.gz"], File.ReadAllBytes(Path.Combine(Target, "t10k-labels-idx1-ubyte.gz")));
    }

    [Fact]
    public void Bytes_with_another_sum_are_refused_and_the_next_address_is_tried()
    {
        Fill(address =>
        {
            var response = Genuine(address);
            if (IsFirst(address))
            {
                response.Content = new StringContent("<html>Please log in to the hotel's network</html>");
            }

            return response;
        });

        Assert.Equal(Files["train-images-idx3-ubyte.gz"], File.ReadAllBytes(Path.Combine(Target, "train-images-idx3-ubyte.gz")));
    }

    [Fact]
    public void Files_that_are_there_are_not_fetched_again()
    {
        Fill(Genuine);

        Assert.Empty(Fill(_ => throw new HttpRequestException("no network")).Requests);
    }

    [Fact]
    public void With_no_network_the_error_says_what_to_do_and_nothing_is_left_behind()
    {
        var error = Assert.Throws<DatasetUnavailableException>(
            () => Fill(_ => throw new HttpRequestException("Name or service not known")));

        Assert.Contains("ossci-datasets.s3.amazonaws.com/mnist/train-images-idx3-ubyte.gz: Name or service not known", error.Message);
        Assert.Contains("storage.googleapis.com", error.Message);
        Assert.Contains("yann.lecun.com", error.Message);
        Assert.Contains($"into '{Target}'", error.Message);
        Assert.All(Files.Keys, name => Assert.Contains(name, error.Message));
        Assert.Contains("--dataset glyphs", error.Message);
        Assert.Empty(Directory.GetFiles(Target));
    }

    [Fact]
    public void Corrupted_bytes_everywhere_are_never_kept()
    {
        var error = Assert.Throws<DatasetUnavailableException>(
            () => Fill(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([1, 2, 3]) }));

        Assert.Contains("gave 3 bytes with the SHA-256 039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", error.Message);
        Assert.Empty(Directory.GetFiles(Target));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_to_is_named_with_the_way_out()
    {
        folder.Write("cache", "a file where the folder should be");

        var error = Assert.Throws<DatasetUnavailableException>(() => Fill(Genuine));

        Assert.Contains(Target, error.Message);
        Assert.Contains("GANLAB_CACHE", error.Message);
    }

    [SkippableFact]
    public void The_sums_are_those_of_the_real_files()
    {
        var real = RealData.Require("mnist");
        var network = new FakeNetwork(address => new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(File.ReadAllBytes(Path.Combine(real, Path.GetFileName(address.LocalPath)))),
        });
        using var download = new MnistDownload(network);

        download.Fill(Target);

        Assert.Equal(4, Directory.GetFiles(Target).Length);
    }

    private sealed class FakeNetwork(Func<Uri, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<Uri> Requests { get; } = [];

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request.RequestUri!);
            return answer(request.RequestUri!);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Send(request, cancellationToken));
    }
}
