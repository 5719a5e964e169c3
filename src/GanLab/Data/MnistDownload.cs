using System.Security.Cryptography;
using GanLab.Formats;

namespace GanLab.Data;

/// <summary>Gets the four files of MNIST over the network, each from the first address that gives the right bytes.</summary>
internal sealed class MnistDownload : IDisposable
{
    private const long LargestFile = 32 << 20;

    /// <summary>Tried in this order.</summary>
    public static readonly IReadOnlyList<Uri> Addresses =
    [
        new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
        new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
        new("http://yann.lecun.com/exdb/mnist/"),
    ];

    // In the order of MnistFiles.Names.
    private static readonly IReadOnlyList<string> GenuineSums =
    [
        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
    ];

    private readonly HttpClient client;
    private readonly IReadOnlyList<string> sums;

    /// <param name="handler">Answers the requests; by default the network does.</param>
    /// <param name="sums">SHA-256 in hexadecimal for each of <see cref="MnistFiles.Names"/>; by default the genuine ones.</param>
    public MnistDownload(HttpMessageHandler? handler = null, IReadOnlyList<string>? sums = null)
    {
        client = new HttpClient(handler ?? new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) })
        {
            MaxResponseContentBufferSize = LargestFile,
            Timeout = TimeSpan.FromMinutes(5),
        };
        this.sums = sums ?? GenuineSums;
    }

    /// <summary>Puts the files that are not there yet into <paramref name="folder"/>, each whole or not at all.</summary>
    /// <exception cref="DatasetUnavailableException">No address gave a file, or the folder cannot be written to.</exception>
    public void Fill(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            for (var i = 0; i < MnistFiles.Names.Count; i++)
            {
                var path = Path.Combine(folder, MnistFiles.Names[i]);
                if (!File.Exists(path))
                {
                    var content = Get(MnistFiles.Names[i], sums[i], folder);
                    AtomicFile.Write(path, stream => stream.Write(content));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatasetUnavailableException(
                $"MNIST cannot be kept in '{folder}' ({exception.Message}); name another folder with {CacheFolder.Variable}, "
                + "or train with --dataset glyphs, which needs no download.",
                exception);
        }
    }

    public void Dispose() => client.Dispose();

    private byte[] Get(string name, string sum, string folder)
    {
        var failures = new List<string>();
        foreach (var address in Addresses.Select(address => new Uri(address, name)))
        {
            try
            {
                var content = Get(address);
                var found = Convert.ToHexStringLower(SHA256.HashData(content));
                if (found == sum)
                {
                    return content;
                }

                failures.Add($"{address}: gave {content.Length} bytes with the SHA-256 {found} instead of {sum}");
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException)
            {
                failures.Add($"{address}: {exception.Message}");
            }
        }

        throw new DatasetUnavailableException(string.Join(
            Environment.NewLine,
            [
                "MNIST could not be downloaded:",
                .. failures.Select(failure => $"  {failure}"),
                $"Put the four files {string.Join(", ", MnistFiles.Names)} into '{folder}',",
                "or give their folder with --data DIR, or train with --dataset glyphs, which needs no download.",
            ]));
    }

    private byte[] Get(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = client.Send(request);
        response.EnsureSuccessStatusCode();
        using var buffer = new MemoryStream();
        response.Content.ReadAsStream().CopyTo(buffer);
        return buffer.ToArray();
    }
}
