namespace GanLab.Fuzzing.Mutation;

/// <summary>Damages a file without knowing what it is.</summary>
internal static class ByteMutator
{
    private const int LongestFile = 1 << 16;

    /// <summary>A copy of <paramref name="file"/> with one to six changes.</summary>
    internal static byte[] Mutate(ReadOnlySpan<byte> file, ReadOnlySpan<byte> other, Random random)
    {
        var bytes = file.ToArray();
        for (var change = 1 + random.Next(random.Next(2) == 0 ? 1 : 6); change > 0; change--)
        {
            bytes = Change(bytes, other, random);
        }

        return bytes;
    }

    /// <summary>Puts one to four numbers at which things go wrong over parts of <paramref name="file"/>, which keeps its length.</summary>
    internal static void Overwrite(Span<byte> file, Random random)
    {
        for (var change = random.Next(1, 5); change > 0 && file.Length > 0; change--)
        {
            Extremes.Overwrite(file[random.Next(file.Length)..], random, file.Length);
        }
    }

    private static byte[] Change(byte[] bytes, ReadOnlySpan<byte> other, Random random)
    {
        if (bytes.Length == 0)
        {
            return other.ToArray();
        }

        var at = random.Next(bytes.Length);
        var part = bytes.AsSpan(at, Math.Min(Length(random), bytes.Length - at));
        switch (random.Next(12))
        {
            case 0 or 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 2:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 3:
                bytes[at] += (byte)random.Next(-16, 17);
                return bytes;
            case 4 or 5:
                Extremes.Overwrite(bytes.AsSpan(at), random, bytes.Length);
                return bytes;
            case 6:
                part.Fill((byte)(random.Next(2) == 0 ? 0 : random.Next(256)));
                return bytes;
            case 7:
                return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + part.Length)];
            case 8:
                return bytes[..at];
            case 9:
                return Insert(bytes, random.Next(bytes.Length), part, 1);
            case 10:
                return Insert(bytes, at, part, 1 << random.Next(10));
            default:
                var from = random.Next(other.Length + 1);
                return [.. bytes.AsSpan(0, at), .. other[from..]];
        }
    }

    private static byte[] Insert(byte[] bytes, int at, ReadOnlySpan<byte> part, int times)
    {
        times = Math.Min(times, Math.Max(LongestFile - bytes.Length, 0) / Math.Max(part.Length, 1));
        var inserted = new byte[part.Length * times];
        for (var i = 0; i < times; i++)
        {
            part.CopyTo(inserted.AsSpan(i * part.Length));
        }

        return [.. bytes.AsSpan(0, at), .. inserted, .. bytes.AsSpan(at)];
    }

    private static int Length(Random random) => 1 + random.Next(1 << random.Next(7));
}
