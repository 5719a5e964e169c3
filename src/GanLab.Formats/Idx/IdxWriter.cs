using System.Buffers.Binary;

namespace GanLab.Formats.Idx;

/// <summary>Writes IDX files of unsigned bytes; wrap the stream in a <see cref="System.IO.Compression.GZipStream"/> to compress.</summary>
public static class IdxWriter
{
    /// <summary>Writes <paramref name="data"/> as an array of <paramref name="shape"/> to <paramref name="stream"/>, which stays open.</summary>
    /// <param name="stream">Where it goes; need not be seekable.</param>
    /// <param name="data">The values, row-major.</param>
    /// <param name="shape">One to four sizes, outermost first, for instance count, rows, columns.</param>
    /// <exception cref="ArgumentException">Data and shape do not fit together, or the shape is not as said above.</exception>
    public static void Write(Stream stream, ReadOnlySpan<byte> data, params ReadOnlySpan<int> shape)
    {
        if (shape.Length is 0 or > IdxHeader.GreatestRank)
        {
            throw new ArgumentException($"An IDX file has 1 to {IdxHeader.GreatestRank} dimensions, not {shape.Length}.", nameof(shape));
        }

        var header = new byte[4 + (shape.Length * sizeof(int))];
        (header[2], header[3]) = (IdxHeader.UnsignedByte, (byte)shape.Length);
        var size = (Int128)1;
        for (var i = 0; i < shape.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(shape[i], nameof(shape));
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (i * sizeof(int))), shape[i]);
            size *= shape[i];
        }

        if (size != data.Length)
        {
            throw new ArgumentException($"An array of {string.Join("x", shape.ToArray())} takes {size} bytes, not {data.Length}.", nameof(data));
        }

        stream.Write(header);
        stream.Write(data);
    }
}
