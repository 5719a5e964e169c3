using System.Net;
using System.Net.Http.Headers;

namespace GanLab.Data.Downloading;

/// <summary>Gets files over the network: verified, resumable and atomic.</summary>
/// <remarks>
/// A file appears under its name only when its length and SHA-256 are right. What has arrived is kept beside it and
/// continued (RFC 9110, sections 13.1.5 and 14) by the next attempt, process or address. Servers are not trusted: not with
/// the length they declare, nor to stop sending, nor to send the part that was asked for, nor to answer at all.
/// </remarks>
internal sealed class FileDownload : IDisposable
{
    private const int MostRedirections = 5;
    private const int MostAttempts = 20; // at one address, and only while each brings something

    private static readonly TimeSpan ConnectionPatience = TimeSpan.FromSeconds(10);

    private readonly HttpClient client;
    private readonly TimeSpan patience;

    /// <param name="handler">Answers the requests; by default the network does.</param>
    /// <param name="patience">How long a server may send nothing; by default a minute.</param>
    public FileDownload(HttpMessageHandler? handler = null, TimeSpan? patience = null)
    {
        this.patience = patience ?? TimeSpan.FromMinutes(1);
        client = new HttpClient(handler ?? new SocketsHttpHandler
        {
            ConnectTimeout = ConnectionPatience,
            MaxAutomaticRedirections = MostRedirections,
        })
        {
            Timeout = this.patience, // until the headers are there
        };
    }

    /// <summary>Puts <paramref name="item"/> into <paramref name="folder"/>, unless it is there.</summary>
    /// <param name="item">What to get.</param>
    /// <param name="folder">It must exist.</param>
    /// <param name="progress">Told the bytes that are there.</param>
    /// <returns>Why each address failed; empty if the file is there.</returns>
    /// <exception cref="GanLab.Formats.FileInUseException">Another process is at it.</exception>
    /// <exception cref="IOException">The folder or the disk does not take it.</exception>
    public IReadOnlyList<string> Get(DownloadItem item, string folder, IProgress<long>? progress = null)
    {
        var target = Path.Combine(folder, item.Name);
        if (File.Exists(target))
        {
            return [];
        }

        using var partial = new PartialFile(target);
        var failures = new List<string>();
        foreach (var address in item.Addresses)
        {
            if (Try(address, item, partial, failures, progress))
            {
                partial.Finish();
                return [];
            }
        }

        return failures;
    }

    public void Dispose() => client.Dispose();

    private bool Try(Uri address, DownloadItem item, PartialFile partial, List<string> failures, IProgress<long>? progress)
    {
        var hasBegunAnew = false;
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var before = partial.Length;
            try
            {
                if (before < item.Length)
                {
                    Fetch(address, item, partial, progress);
                }

                var hash = partial.Sha256();
                if (hash == item.Sha256)
                {
                    return true;
                }

                failures.Add($"{address}: gave {partial.Length} bytes with the SHA-256 {hash} instead of {item.Sha256}");
                partial.Restart();
            }
            catch (DownloadFailure failure)
            {
                failures.Add($"{address}: {failure.Message}");
            }

            // Perhaps only the part that was there before is wrong, or cannot be continued here.
            var beginsAnew = partial.Length == 0 && before > 0 && !hasBegunAnew;
            if (partial.Length <= before && !beginsAnew)
            {
                return false;
            }

            hasBegunAnew |= beginsAnew;
        }

        return false;
    }

    private void Fetch(Uri address, DownloadItem item, PartialFile partial, IProgress<long>? progress)
    {
        using var response = Ask(address, partial);
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange is { Unit: "bytes" } range
                && range.From == partial.Length && (range.Length ?? item.Length) == item.Length:
                break;
            case HttpStatusCode.OK:
                partial.Restart(address, VersionOf(response)); // it cannot continue, or the file there has changed
                break;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                partial.Restart();
                throw new DownloadFailure($"does not continue at the byte asked for ({(int)response.StatusCode})");
            default:
                throw new DownloadFailure($"answered {(int)response.StatusCode} {response.ReasonPhrase}");
        }

        var expected = item.Length - partial.Length;
        if (response.Content.Headers.ContentLength is { } declared && declared != expected)
        {
            partial.Restart();
            throw new DownloadFailure($"declares {declared} bytes where {expected} are right");
        }

        Copy(response.Content, item, partial, progress);
    }

    private HttpResponseMessage Ask(Uri address, PartialFile partial)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (partial.Length > 0)
        {
            request.Headers.Range = new RangeHeaderValue(partial.Length, null);
            if (partial.Version is { } version && partial.Address == address.AbsoluteUri)
            {
                request.Headers.TryAddWithoutValidation("If-Range", version);
            }
        }

        return Guarded(() => client.Send(request, HttpCompletionOption.ResponseHeadersRead));
    }

    private void Copy(HttpContent content, DownloadItem item, PartialFile partial, IProgress<long>? progress)
    {
        var buffer = new byte[1 << 16];
        using var source = Guarded(() => content.ReadAsStream());
        while (Guarded(() => Read(source, buffer)) is > 0 and var read)
        {
            if (partial.Length + read > item.Length)
            {
                partial.Restart();
                throw new DownloadFailure($"sends more than the {item.Length} bytes of the file");
            }

            partial.Append(buffer.AsSpan(0, read));
            progress?.Report(partial.Length);
        }

        if (partial.Length < item.Length)
        {
            throw new DownloadFailure($"stopped after {partial.Length} of {item.Length} bytes");
        }
    }

    // Only an asynchronous read can be given up.
    private int Read(Stream source, byte[] buffer)
    {
        using var limit = new CancellationTokenSource(patience);
        return source.ReadAsync(buffer, limit.Token).AsTask().GetAwaiter().GetResult();
    }

    private T Guarded<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (OperationCanceledException)
        {
            throw new DownloadFailure($"sent nothing for {patience.TotalSeconds:0} seconds");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidOperationException)
        {
            throw new DownloadFailure(exception.Message.ReplaceLineEndings(" ").TrimEnd('.'));
        }
    }

    // A weak tag may stay the same when bytes change.
    private static string? VersionOf(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag ? tag.ToString() : response.Content.Headers.LastModified?.ToString("R");
}
