using System.Formats.Tar;
using System.IO.Compression;
using GanLab.Formats.Tar;
using GanLab.Formats.Tests.Support;

namespace GanLab.Formats.Tests.Tar;

public sealed class TarExtractionTests : IDisposable
{
    private static readonly Dictionary<string, long> Wanted = new() { ["a.bin"] = 2000, ["b.txt"] = 100 };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Target => Directory.CreateDirectory(folder.In("target")).FullName;

    private static UstarTarEntry File(string name, byte[] content, TarEntryType type = TarEntryType.RegularFile) =>
        new UstarTarEntry(type, name) { DataStream = new MemoryStream(content) };

    private static TarEntry[] Good() =>
    [
        new UstarTarEntry(TarEntryType.Directory, "set/"),
        File("set/readme.html", Some.Bytes(700)),
        File("set/a.bin", Some.Bytes(1500)),
        File("set/b.txt", "words"u8.ToArray()),
    ];

    private string Archive(params TarEntry[] entries)
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                writer.WriteEntry(entry);
            }
        }

        return Compressed(tar.ToArray());
    }

    private string Compressed(byte[] tar)
    {
        using var gzip = new MemoryStream();
        using (var stream = new GZipStream(gzip, CompressionLevel.Fastest))
        {
            stream.Write(tar);
        }

        return folder.Write("x.tar.gz", gzip.ToArray());
    }

    private void Extract(string archive) => TarExtraction.Extract(archive, Wanted, Target);

    private string Refusal(string archive)
    {
        var message = Assert.Throws<MalformedFileException>(() => Extract(archive)).Message;
        Assert.Contains("x.tar.gz", message);
        return message;
    }

    [Fact]
    public void The_expected_members_and_no_others_are_written_without_their_folders()
    {
        Extract(Archive(Good()));

        Assert.Equal(["a.bin", "b.txt"], Directory.GetFileSystemEntries(Target).Select(Path.GetFileName).Order());
        Assert.Equal(Some.Bytes(1500), System.IO.File.ReadAllBytes(Path.Combine(Target, "a.bin")));
    }

    [Fact]
    public void A_path_that_leads_out_is_not_followed()
    {
        Extract(Archive([File("../../escaped.txt", [1]), File("/etc/escaped.txt", [1]), File("../../../a.bin", [1, 2]), .. Good()]));

        Assert.Equal([1, 2], System.IO.File.ReadAllBytes(Path.Combine(Target, "a.bin")));
        Assert.Equal(["target", "x.tar.gz"], folder.Names());
        Assert.False(System.IO.File.Exists("/etc/escaped.txt"));
    }

    [Fact]
    public void Links_with_an_expected_name_are_passed_over()
    {
        Extract(Archive(
        [
            new UstarTarEntry(TarEntryType.SymbolicLink, "a.bin") { LinkName = "/etc/passwd" },
            new UstarTarEntry(TarEntryType.HardLink, "b.txt") { LinkName = "/etc/passwd" },
            .. Good(),
        ]));

        Assert.All(Wanted.Keys, name => Assert.Null(new FileInfo(Path.Combine(Target, name)).LinkTarget));
        Assert.Equal("words", System.IO.File.ReadAllText(Path.Combine(Target, "b.txt")));
    }

    [Fact]
    public void A_member_that_is_missing_is_named() => Assert.Contains("lacks b.txt", Refusal(Archive(Good()[..3])));

    [Fact]
    public void A_member_larger_than_it_can_be_is_refused_before_it_is_unpacked()
    {
        Assert.Contains("'a.bin' is 3000, above the limit of 2000", Refusal(Archive(File("a.bin", new byte[3000]))));
        Assert.Empty(Directory.GetFileSystemEntries(Target));
    }

    [Fact]
    public void A_bomb_among_what_is_passed_over_is_refused()
    {
        // 65 MiB of zeros are 64 KiB in the archive.
        Assert.Contains("above the limit of", Refusal(Archive([File("zeros", new byte[65 << 20]), .. Good()])));
    }

    [Fact]
    public void An_archive_that_is_cut_is_refused_and_leaves_no_half_member()
    {
        var whole = System.IO.File.ReadAllBytes(Archive(Good()));

        for (var length = 0; length < whole.Length - 30; length += 97)
        {
            Refusal(folder.Write("x.tar.gz", whole[..length]));
        }

        Assert.All(Directory.GetFiles(Target), path => Assert.Equal(1500, new FileInfo(path).Length));
    }

    [Fact]
    public void A_header_with_a_wrong_sum_or_size_is_refused_with_its_place()
    {
        var tar = new byte[1024];
        tar[0] = (byte)'a';
        Assert.Contains("wrong sum, or this is no tar archive, at byte 0", Refusal(Compressed(tar)));
    }

    [Fact]
    public void What_is_not_compressed_is_refused() => Assert.Contains("compressed data is damaged", Refusal(folder.Write("x.tar.gz", "text"u8.ToArray())));

    [Fact]
    public void Damaged_archives_are_read_or_refused_and_nothing_else()
    {
        using var plain = new GZipStream(System.IO.File.OpenRead(Archive(Good())), CompressionMode.Decompress);
        using var tar = new MemoryStream();
        plain.CopyTo(tar);
        var random = new Random(7);
        for (var copy = 0; copy < 300; copy++)
        {
            var bad = tar.ToArray();
            for (var change = 0; change < 3; change++)
            {
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            }

            var path = Compressed(bad);
            if (Record.Exception(() => Extract(path)) is { } exception)
            {
                Assert.IsType<MalformedFileException>(exception);
            }
        }

        Assert.Equal(["target", "x.tar.gz"], folder.Names());
    }
}
