using System.Net;
using System.Security.Cryptography;
using GanLab.Data;
using GanLab.Data.Downloading;

namespace GanLab.Tests.Data.Downloading;

public sealed class DatasetDownloadTests : IDisposable
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

    // MNIST from its own addresses, with other bytes.
    private static DatasetDownload Mnist { get; } = DownloadCatalog.Mnist with
    {
        Items =
        [
            .. DownloadCatalog.Mnist.Items.Select(item => item with
            {
                Length = Files[item.Name].Length,
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(Files[item.Name])),
            }),
        ],
    };

    private FakeNetwork Fill(Func<Uri, HttpResponseMessage> answer)
    {
        var network = new FakeNetwork(request => answer(request.RequestUri!));
        using var download = new FileDownload(network);
        Mnist.Fill(Target, download);
        return network;
    }

    private static HttpResponseMessage Genuine(Uri address) =>
        new(HttpStatusCode.OK) { Content = new ByteArrayContent(Files[Path.GetFileName(address.LocalPath)]) };

    private static bool IsFirst(Uri address) => address.Host == Mnist.Items[0].Addresses[0].Host;

    [Fact]
    public void The_four_files_are_fetched_and_open()
    {
        var network = Fill(Genuine);

        using var set = MnistDataset.Open(Target);
        Assert.Equal(12, set.Count);
        Assert.Equal(4, network.Requests.Count);
        Assert.All(network.Requests, request => Assert.True(IsFirst(request.RequestUri!)));
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
        Assert.All(Directory.GetFiles(Target), path => Assert.EndsWith(".partial", path));
    }

    [Fact]
    public void Corrupted_bytes_everywhere_are_never_kept()
    {
        var error = Assert.Throws<DatasetUnavailableException>(() => Fill(address => new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(new byte[Files[Path.GetFileName(address.LocalPath)].Length]),
        }));

        Assert.Contains("with the SHA-256", error.Message);
        Assert.Contains($"instead of {Mnist.Items[0].Sha256}", error.Message);
        Assert.All(Directory.GetFiles(Target), path => Assert.Equal(0, new FileInfo(path).Length));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_to_is_named_with_the_way_out()
    {
        folder.Write("cache", "a file where the folder should be");

        var error = Assert.Throws<DatasetUnavailableException>(() => Fill(Genuine));

        Assert.Contains(Target, error.Message);
        Assert.Contains("GANLAB_CACHE", error.Message);
    }

    [Fact]
    public void Progress_goes_over_all_files_and_ends_at_one()
    {
        var told = new List<double>();
        using var download = new FileDownload(new FakeNetwork(request => Genuine(request.RequestUri!)));

        Mnist.Fill(Target, download, new Told(told));

        Assert.Equal(told.Order(), told);
        Assert.Equal(1, told[^1]);
    }

    [Fact]
    public void An_archive_is_unpacked_and_removed()
    {
        var archive = SomeCifar.Archive();
        var set = Cifar(archive);
        using var download = new FileDownload(new FakeNetwork(_ => new(HttpStatusCode.OK) { Content = new ByteArrayContent(archive) }));

        set.Fill(Target, download);

        using var opened = CifarDataset.Open(GanLab.Formats.Cifar.CifarKind.Cifar10, Target);
        Assert.Equal(10, opened.Count);
        Assert.Equal(set.Files.Order(), Directory.GetFiles(Target).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void An_archive_that_somebody_put_there_is_unpacked_and_stays()
    {
        var archive = SomeCifar.Archive();
        folder.Write("cache/mnist/cifar-10-binary.tar.gz", archive);
        using var download = new FileDownload(new FakeNetwork(_ => throw new HttpRequestException("no network")));

        Cifar(archive).Fill(Target, download);

        Assert.True(Cifar(archive).IsIn(Target));
        Assert.Equal(archive, File.ReadAllBytes(Path.Combine(Target, "cifar-10-binary.tar.gz")));
    }

    [Theory]
    [InlineData(0, "its SHA-256 is")]
    [InlineData(1, "bytes, not")]
    public void Another_archive_that_somebody_put_there_is_refused_before_it_is_unpacked(int more, string text)
    {
        var archive = SomeCifar.Archive();
        byte[] other = [.. archive, .. new byte[more]];
        other[^1] ^= 1; // of the length, which unpacking does not look at
        var path = folder.Write("cache/mnist/cifar-10-binary.tar.gz", other);
        using var download = new FileDownload(new FakeNetwork(_ => throw new HttpRequestException("no network")));

        var error = Assert.Throws<GanLab.Formats.MalformedFileException>(() => Cifar(archive).Fill(Target, download));

        Assert.Contains(text, error.Message);
        Assert.Contains("delete it to have it downloaded", error.Message);
        Assert.Equal([path], Directory.GetFiles(Target));
    }

    [Fact]
    public void A_set_that_another_process_downloads_is_said_to_be()
    {
        Directory.CreateDirectory(Target);
        using var other = new PartialFile(Path.Combine(Target, Mnist.Items[0].Name));

        var error = Assert.Throws<DatasetUnavailableException>(() => Fill(Genuine));

        Assert.Equal($"'{Path.Combine(Target, Mnist.Items[0].Name)}' is being downloaded by another process; wait until that has ended.", error.Message);
    }

    [Theory]
    [InlineData("celeba", "mmlab.ie.cuhk.edu.hk")]
    [InlineData("glyphs", "needs no download")]
    [InlineData("folder", "files of your own")]
    [InlineData("cifar11", "Did you mean")]
    public void What_cannot_be_downloaded_is_refused_with_what_to_do(string name, string remedy) =>
        Assert.Contains(remedy, Assert.Throws<GanLab.Configuration.ConfigException>(() => DownloadCatalog.Find(name)).Message);

    [Fact]
    public void Every_hash_is_one_and_every_address_ends_in_the_name() => Assert.All(DownloadCatalog.All.SelectMany(set => set.Items), item =>
    {
        Assert.Matches("^[0-9a-f]{64}$", item.Sha256);
        Assert.All(item.Addresses, address => Assert.EndsWith("/" + item.Name, address.AbsolutePath));
    });

    [SkippableFact]
    public void The_lengths_and_sums_are_those_of_the_real_files()
    {
        var real = RealData.Require("mnist");
        var network = new FakeNetwork(request => new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(File.ReadAllBytes(Path.Combine(real, Path.GetFileName(request.RequestUri!.LocalPath)))),
        });
        using var download = new FileDownload(network);

        DownloadCatalog.Mnist.Fill(Target, download);

        Assert.Equal(4, Directory.GetFiles(Target).Length);
    }

    private static DatasetDownload Cifar(byte[] archive)
    {
        var cifar = DownloadCatalog.Of(GanLab.Formats.Cifar.CifarKind.Cifar10);
        return cifar with { Items = [cifar.Items[0] with { Length = archive.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(archive)) }] };
    }

    private sealed class Told(List<double> list) : IProgress<double>
    {
        public void Report(double value) => list.Add(value);
    }
}
