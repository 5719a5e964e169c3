using System.Buffers.Binary;

namespace GanLab.Formats.Tests.Support;

/// <summary>Reads thousands of damaged copies of a good file: a reader may refuse them or not, but only in one way.</summary>
internal static class Mutations
{
    private const long AllowedBytes = 64 << 20;

    private static readonly uint[] Extremes = [0, 1, 0x7F, 0x80, 0xFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x10000000];

    /// <returns>How many of the copies were refused.</returns>
    public static int Refused(byte[] good, int copies, Action<Stream> read, Action<byte[]>? repair = null)
    {
        var random = new Random(20140610);
        var refused = 0;
        for (var copy = 0; copy < copies; copy++)
        {
            var bad = Mutate(good, random);
            repair?.Invoke(bad);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(new MemoryStream(bad));
            }
            catch (MalformedFileException)
            {
                refused++;
            }
            catch (Exception unexpected)
            {
                Assert.Fail($"Copy {copy}: {unexpected}\n{Convert.ToHexString(bad)}");
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < AllowedBytes, $"Copy {copy} made the reader allocate {allocated} bytes: {Convert.ToHexString(bad)}");
        }

        return refused;
    }

    private static byte[] Mutate(byte[] good, Random random)
    {
        var bytes = good.ToList();
        for (var change = random.Next(1, 4); change > 0 && bytes.Count > 8; change--)
        {
            var at = random.Next(bytes.Count - 8);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    Overwrite(bytes, at, Extremes[random.Next(Extremes.Length)], random);
                    break;
                case 3:
                    bytes.RemoveRange(at, random.Next(1, 8));
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - 8), random.Next(1, 8)));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }

    private static void Overwrite(List<byte> bytes, int at, uint value, Random random)
    {
        var word = new byte[4];
        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(word, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(word, value);
        }

        for (var i = 0; i < word.Length; i++)
        {
            bytes[at + i] = word[i];
        }
    }
}
