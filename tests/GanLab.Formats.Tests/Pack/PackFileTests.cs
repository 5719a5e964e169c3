using GanLab.Formats.Pack;

namespace GanLab.Formats.Tests.Pack;

public sealed class PackFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static byte[] Read(PackFile pack, int index)
    {
        var pixels = new byte[SomePack.Stride];
        pack.ReadPixels(index, pixels);
        return pixels;
    }

    [Fact]
    public void What_was_written_is_read()
    {
        using var pack = PackFile.Open(SomePack.Write(folder, count: 5));

        Assert.Equal((5, 3, 4, 4, 48), (pack.Header.Count, pack.Header.Channels, pack.Header.Height, pack.Header.Width, pack.Header.Stride));
        Assert.Equal(["cat", "dog"], pack.Header.ClassNames);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(SomePack.Picture(i), Read(pack, i));
            Assert.Equal((i % 2, $"{i}.png"), (pack.Label(i), pack.Name(i)));
        }

        Assert.Empty(pack.Verify());
    }

    [Fact]
    public void Pictures_that_reach_over_blocks_are_whole()
    {
        const int count = 12_000; // 576,000 bytes, more than two blocks of 262,144
        using var pack = PackFile.Open(SomePack.Write(folder, count));

        foreach (var i in (int[])[0, 5461, 5462, 10922, 10923, count - 1])
        {
            Assert.Equal(SomePack.Picture(i), Read(pack, i));
        }
    }

    [Fact]
    public void An_index_outside_the_pack_and_a_wrong_length_are_refused()
    {
        using var pack = PackFile.Open(SomePack.Write(folder));

        Assert.Throws<ArgumentOutOfRangeException>(() => Read(pack, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Read(pack, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => pack.Name(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => pack.ReadPixels(0, new byte[47]));
    }

    [Fact]
    public void A_damaged_picture_is_named_with_its_place_when_it_is_asked_for_and_the_others_can_be_read()
    {
        var path = SomePack.Write(folder, 12_000);
        Change(path, 4096 + (7000 * 48), value => (byte)(value ^ 1)); // in the second block

        using var pack = PackFile.Open(path);

        Assert.Equal(SomePack.Picture(5000), Read(pack, 5000));
        var error = Assert.Throws<MalformedFileException>(() => Read(pack, 7001));
        Assert.Equal(4096 + 262_144, error.Offset);
        Assert.Contains("which holds samples 5461 to 10922, does not match its SHA-256", error.Message);
        Assert.Equal(error.Message, Assert.Single(pack.Verify()));
        Assert.Throws<MalformedFileException>(() => Read(pack, 7001)); // and is not forgotten
    }

    [SkippableFact]
    public void A_file_that_is_cut_while_it_is_in_use_is_an_error_and_not_a_crash()
    {
        Skip.If(OperatingSystem.IsWindows(), "a mapped file cannot be cut there");
        var path = SomePack.Write(folder, 12_000);
        using var pack = PackFile.Open(path);
        Read(pack, 0);

        // .NET refuses to write to what it has open for reading itself; other programs ask nobody.
        using (var other = System.Diagnostics.Process.Start("truncate", ["-s", "8192", path]))
        {
            other.WaitForExit();
        }

        Assert.Contains("it was cut while it was in use", Assert.Throws<MalformedFileException>(() => Read(pack, 11_999)).Message);
    }

    [Fact]
    public void Every_bit_of_the_file_counts()
    {
        var path = SomePack.Write(folder, 3);
        var good = File.ReadAllBytes(path);
        var random = new Random(3);

        // All of the start's meaning and of what follows the pictures, and a sample of the zeros between.
        var places = Enumerable.Range(0, 64).Concat(Enumerable.Range(0, 20).Select(_ => random.Next(64, 4096))).Concat(Enumerable.Range(4096, good.Length - 4096));
        foreach (var place in places)
        {
            byte[] bad = [.. good];
            bad[place] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, bad);

            Assert.True(IsRefused(path), $"byte {place}");
        }
    }

    [Fact]
    public void A_cut_and_a_prolonged_file_are_refused()
    {
        var path = SomePack.Write(folder, 3);
        var good = File.ReadAllBytes(path);
        for (var length = 0; length < good.Length; length += length < 4000 ? 501 : 1)
        {
            File.WriteAllBytes(path, good[..length]);
            Assert.Throws<MalformedFileException>(() => PackFile.Open(path));
        }

        File.WriteAllBytes(path, [.. good, 0]);
        Assert.Contains("there are bytes after the end of the pack", Assert.Throws<MalformedFileException>(() => PackFile.Open(path)).Message);
    }

    [Fact]
    public void A_later_version_is_told_from_damage()
    {
        var path = SomePack.Write(folder);
        Change(path, 8, _ => 2);

        Assert.Contains("version 2 of the format is not supported at byte 8", Assert.Throws<MalformedFileException>(() => PackFile.Open(path)).Message);
    }

    [Fact]
    public void Threads_read_at_once()
    {
        using var pack = PackFile.Open(SomePack.Write(folder, 12_000));

        Parallel.For(0, 12_000, i => Assert.Equal(SomePack.Picture(i), Read(pack, i)));
    }

    private static bool IsRefused(string path)
    {
        try
        {
            using var pack = PackFile.Open(path);
            return pack.Verify().Count > 0;
        }
        catch (MalformedFileException)
        {
            return true;
        }
    }

    private static void Change(string path, long place, Func<byte, byte> change)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Position = place;
        var value = (byte)file.ReadByte();
        file.Position = place;
        file.WriteByte(change(value));
    }
}
