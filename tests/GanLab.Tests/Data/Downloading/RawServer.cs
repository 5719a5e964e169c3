using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GanLab.Tests.Data.Downloading;

/// <summary>A server on this machine that says exactly what a test tells it to, right or wrong, and closes the connection.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, Stream, bool> answer;
    private readonly Thread thread;

    /// <param name="answer">Gets the request with its headers and writes what it likes; returns whether to go on.</param>
    public RawServer(Func<string, Stream, bool> answer)
    {
        this.answer = answer;
        listener.Start();
        thread = new Thread(Serve) { IsBackground = true };
        thread.Start();
    }

    public List<string> Requests { get; } = [];

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/file.bin");

    /// <summary>Headers and the beginning of a body.</summary>
    public static void Say(Stream stream, string status, string headers, ReadOnlySpan<byte> body)
    {
        stream.Write(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{headers}Connection: close\r\n\r\n"));
        stream.Write(body);
    }

    public void Dispose()
    {
        listener.Stop();
        thread.Join();
    }

    private void Serve()
    {
        try
        {
            for (var goOn = true; goOn;)
            {
                using var client = listener.AcceptTcpClient();
                using var stream = client.GetStream();
                Requests.Add(Read(stream));
                try
                {
                    goOn = answer(Requests[^1], stream);
                }
                catch (IOException)
                {
                    // The client hung up, as some tests want.
                }
            }
        }
        catch (SocketException)
        {
            // Disposed while waiting.
        }
        catch (InvalidOperationException)
        {
            // Disposed before waiting.
        }
    }

    private static string Read(NetworkStream stream)
    {
        var text = new StringBuilder();
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && stream.ReadByte() is >= 0 and var value)
        {
            text.Append((char)value);
        }

        return text.ToString();
    }
}
