using System.Buffers;
using System.Security.Cryptography;

namespace GanLab.Formats.Pack;

/// <summary>Checks blocks of a pack against their hashes, each once.</summary>
/// <param name="path">What errors call the file.</param>
/// <param name="layout">Where the blocks lie.</param>
/// <param name="hashes">The SHA-256 of each, one after the other.</param>
/// <param name="copy">Copies bytes from a place in the file.</param>
internal sealed class PackBlocks(string path, PackLayout layout, byte[] hashes, PackBlocks.Copy copy)
{
    private readonly bool[] isGood = new bool[layout.Blocks];

    public delegate void Copy(long offset, Span<byte> bytes);

    /// <summary>Returns once all blocks with these bytes are known to be good.</summary>
    public void Require(long offset, long length)
    {
        var last = Block(offset + length - 1);
        for (var block = Block(offset); block <= last; block++)
        {
            // Two threads may check the same block at once, which costs a little and harms nothing.
            if (!Volatile.Read(ref isGood[block]))
            {
                if (Damage(block) is { } damage)
                {
                    throw damage;
                }

                Volatile.Write(ref isGood[block], true);
            }
        }
    }

    public IReadOnlyList<string> Verify(IProgress<double>? progress)
    {
        var damages = new string?[layout.Blocks];
        var done = 0;
        Parallel.For(0, damages.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, block =>
        {
            damages[block] = Damage(block)?.Message;
            progress?.Report(Interlocked.Increment(ref done) / (double)damages.Length);
        });
        return [.. damages.OfType<string>()];
    }

    private static long Block(long offset) => (offset - PackFormat.DataStart) / PackFormat.BlockLength;

    private MalformedFileException? Damage(long block)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PackFormat.BlockLength);
        try
        {
            var bytes = buffer.AsSpan(0, layout.BlockLength(block));
            copy(PackLayout.BlockStart(block), bytes);
            Span<byte> hash = stackalloc byte[PackFormat.HashLength];
            SHA256.HashData(bytes, hash);
            return hash.SequenceEqual(hashes.AsSpan((int)block * PackFormat.HashLength, PackFormat.HashLength))
                ? null
                : MalformedFileException.Damaged(
                    path, $"the block of {bytes.Length} bytes, {Contents(block)}, does not match its SHA-256", PackLayout.BlockStart(block));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private string Contents(long block)
    {
        var (begin, end) = (PackLayout.BlockStart(block), PackLayout.BlockStart(block) + layout.BlockLength(block));
        var first = (begin - PackFormat.DataStart) / layout.Stride;
        var last = Math.Min(layout.Count, (end - PackFormat.DataStart + layout.Stride - 1) / layout.Stride) - 1;
        return first < layout.Count ? $"which holds samples {first} to {last}" : "which holds labels or names";
    }
}
