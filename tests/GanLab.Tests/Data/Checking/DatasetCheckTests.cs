using GanLab.Configuration;
using GanLab.Data;
using GanLab.Data.Checking;
using GanLab.Data.Packing;
using GanLab.Imaging;
using GanLab.Tests.Imaging;

namespace GanLab.Tests.Data.Checking;

public sealed class DatasetCheckTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public DatasetCheckTests() => Skip.IfNot(ImageCodec.IsAvailable, ImageCodec.Description);

    public void Dispose() => folder.Dispose();

    private CheckReport Check(string set = "folder", int? size = 64) =>
        DatasetCheck.Run(new DatasetRequest { Name = set, Directory = folder.Path, Size = size });

    private static string[] Of(CheckReport report, FindingKind kind) =>
        [.. report.Findings.Where(finding => finding.Kind == kind).Select(finding => finding.Path)];

    // Two plain ones, so that the others are the exception.
    private void Good()
    {
        folder.Write("good1.png", NastyPictures.Rgb(1));
        folder.Write("good2.png", NastyPictures.Rgb(2));
    }

    [SkippableFact]
    public void Nothing_is_said_of_ordinary_pictures()
    {
        Good();

        var report = Check();

        Assert.Equal((2, 2, true), (report.Pictures, report.Usable, report.IsWhole));
        Assert.Equal(((80L, 80L), (80L, 80L)), (report.Widths, report.Heights));
        Assert.Empty(report.Findings);
    }

    public static TheoryData<string, byte[], FindingKind, string> Nasty() => new()
    {
        { "cut.jpg", TinyPictures.Jpeg[..400], FindingKind.Corrupt, "ends inside the JPEG picture" },
        { "cut.png", NastyPictures.Rgb(3)[..1000], FindingKind.Corrupt, "ends inside the PNG picture" },
        { "damaged.png", Damaged(NastyPictures.Rgb(3)), FindingKind.Corrupt, "damaged" },
        { "empty.png", [], FindingKind.Corrupt, "the file is empty" },
        { "text.png", "<html>not found</html>"u8.ToArray(), FindingKind.Corrupt, "begins with the text" },
        { "bomb.png", NastyPictures.Bomb, FindingKind.Corrupt, "60000x60000 pixels" },
        { "deep.png", NastyPictures.Deep, FindingKind.DeepColour, "16 bits" },
        { "pixel.png", NastyPictures.Pixel, FindingKind.TooSmall, "1x1 pixels and is enlarged to 64x64" },
        { "banner.png", NastyPictures.Banner, FindingKind.ExtremeShape, "only the 80x80 in the middle" },
        { "la.png", NastyPictures.GreyAlpha, FindingKind.Transparent, "become black" },
        { "rgba.png", NastyPictures.Rgba, FindingKind.Transparent, "become black" },
        { "palette.png", NastyPictures.Paletted, FindingKind.Palette, "palette" },
        { "grey.png", NastyPictures.Grey, FindingKind.OtherColour, "is grey among pictures in colour" },
        { "cmyk.jpg", TinyPictures.CmykJpeg, FindingKind.Cmyk, "CMYK" },
        { "moves.gif", NastyPictures.AnimatedGif, FindingKind.Animated, "the first is used" },
        { "wrong.jpg", NastyPictures.Rgb(4), FindingKind.Misnamed, "is PNG by its content" },
        { "blank.png", HandmadePng.Plain(80, 80, 9, 9, 9), FindingKind.Blank, "one colour" },
    };

    [SkippableTheory]
    [MemberData(nameof(Nasty))]
    public void A_nasty_picture_is_named_with_what_is_wrong(string name, byte[] content, FindingKind kind, string text)
    {
        Good();
        folder.Write(name, content);

        var report = Check();

        var finding = Assert.Single(report.Findings, finding => finding.Kind == kind);
        Assert.Equal(name, finding.Path);
        Assert.Contains(text, finding.Text);
        Assert.Equal(kind != FindingKind.Corrupt, report.IsWhole);
        Assert.Equal(kind == FindingKind.Corrupt ? 2 : 3, report.Usable);
        Assert.All(report.Findings, other => Assert.Equal(name, other.Path)); // nothing is said of the good ones
    }

    [SkippableTheory]
    [MemberData(nameof(Nasty))]
    public void What_the_check_calls_usable_is_what_training_uses(string name, byte[] content, FindingKind kind, string text)
    {
        Assert.NotEmpty(text);
        Good();
        folder.Write(name, content);

        using var set = ImageFolderDataset.Open(folder.Path, 64);

        Assert.Equal(kind == FindingKind.Corrupt ? [folder.In(name)] : [], set.Unreadable.Select(file => file.Path));
    }

    [SkippableFact]
    public void Names_of_any_kind_are_one_line_each()
    {
        Skip.If(OperatingSystem.IsWindows(), "such names are not possible there");
        Good();
        folder.Write("line\nend \U0001F600 \e[31m.png", "text");

        var finding = Assert.Single(Check().Findings);

        Assert.DoesNotContain(finding.ToString(), char.IsControl);
        Assert.Contains("line\\u000Aend \U0001F600", finding.ToString());
    }

    [SkippableFact]
    public void Folders_and_links_called_like_pictures_are_no_trouble()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        Good();
        folder.Write("x.png/inside.png", NastyPictures.Rgb(5));
        File.CreateSymbolicLink(folder.In("self.png"), folder.In("self.png"));
        File.CreateSymbolicLink(folder.In("nowhere.png"), folder.In("absent.png"));
        File.CreateSymbolicLink(folder.In("zero.png"), "/dev/zero");
        File.CreateSymbolicLink(folder.In("linked.png"), folder.Write("other/real.png", NastyPictures.Rgb(6)));
        Directory.CreateSymbolicLink(folder.In("loop"), folder.Path);

        var report = Check();

        Assert.Equal(["nowhere.png", "self.png", "zero.png"], Of(report, FindingKind.Corrupt));
        Assert.Equal(["other/real.png"], Of(report, FindingKind.DuplicateFile));
        Assert.Equal(5, report.Usable);
    }

    [SkippableFact]
    public void Copies_and_the_same_picture_in_other_files_are_told_apart()
    {
        Good();
        folder.Write("same.png", NastyPictures.Rgb(1));
        // Another compression, the same pixels.
        folder.Write("shown.png", HandmadePng.Make(80, 80, 8, HandmadePng.Rgba, WithAlpha(NoiseOf(1))));

        var report = Check();

        Assert.Equal(["same.png"], Of(report, FindingKind.DuplicateFile));
        Assert.Equal(["shown.png"], Of(report, FindingKind.DuplicatePicture));
        Assert.Contains("good1.png", report.Findings.Single(finding => finding.Kind == FindingKind.DuplicatePicture).Text);
    }

    [SkippableFact]
    public void Among_grey_pictures_those_in_colour_are_the_exception()
    {
        folder.Write("a.png", NastyPictures.Grey);
        folder.Write("b.png", HandmadePng.Make(80, 80, 8, HandmadePng.Grey, NoiseOf(2)[..6400]));
        folder.Write("c.png", NastyPictures.Rgb(1));

        Assert.Equal(["c.png"], Of(Check(), FindingKind.OtherColour));
    }

    [SkippableFact]
    public void Classes_are_counted_and_inequality_is_said()
    {
        folder.Write("few/1.png", NastyPictures.Rgb(100));
        for (var i = 0; i < 6; i++)
        {
            folder.Write($"many/{i}.png", NastyPictures.Rgb(i));
        }

        folder.Write("broken/1.png", "text");
        Directory.CreateDirectory(folder.In("empty"));

        var report = Check();

        Assert.Equal(
            [new("broken", 0), new("empty", 0), new("few", 1), new("many", 6)],
            report.Classes);
        Assert.Equal(6, report.Imbalance);
        Assert.Equal(["broken", "empty"], Of(report, FindingKind.EmptyClass));
        Assert.Equal(["few"], Of(report, FindingKind.Imbalance));
    }

    [SkippableFact]
    public void Of_celeba_the_text_files_are_checked_too()
    {
        folder.Write("img_align_celeba/1.jpg", TinyPictures.Jpeg);
        folder.Write("img_align_celeba/2.jpg", TinyPictures.Jpeg[..300]);
        folder.Write("img_align_celeba/3.jpg", TinyPictures.Jpeg);
        folder.Write("list_attr_celeba.txt", "3\nSmiling\n1.jpg 1\n2.jpg -1\n4.jpg 1\n");

        var report = Check("celeba");

        Assert.Equal("celeba", DatasetCheck.Guess(folder.Path));
        Assert.Equal((2, 1), (report.Pictures, report.Usable));
        Assert.Equal(["2.jpg"], Of(report, FindingKind.Corrupt));
        Assert.Equal(["list_attr_celeba.txt", "img_align_celeba"], Of(report, FindingKind.Inconsistent));
    }

    [SkippableFact]
    public void Sets_of_many_pictures_in_a_file_are_checked_for_doubles_and_blanks()
    {
        SomeDigits.Write(folder);
        Assert.Equal("mnist", DatasetCheck.Guess(folder.Path));

        var report = Check("mnist", size: 28);

        Assert.Equal((12, 12), (report.Pictures, report.Usable));
        Assert.Equal(12, Of(report, FindingKind.Blank).Length);
        Assert.Equal(2, report.Classes[0].Value);
    }

    [SkippableTheory]
    [InlineData(3)]
    [InlineData(1)]
    public void What_is_blank_in_a_folder_is_blank_in_its_pack(int channels)
    {
        folder.Write("pictures/blank.png", HandmadePng.Plain(64, 64, 255, 0, 0));
        folder.Write("pictures/other.png", NastyPictures.Rgb(1));
        var request = new DatasetRequest { Name = "folder", Directory = folder.In("pictures"), Size = 64, Channels = channels };
        DatasetPacker.Pack(request, folder.In("set.ganpack"));

        Assert.Equal(["blank.png"], Of(DatasetCheck.Run(request), FindingKind.Blank));
        Assert.Equal(
            ["blank.png"], Of(DatasetCheck.Run(new() { Name = "pack", Directory = folder.In("set.ganpack") }), FindingKind.Blank));
    }

    [SkippableFact]
    public void Of_a_damaged_pack_the_block_is_named_and_the_rest_is_checked()
    {
        for (var i = 0; i < 30; i++)
        {
            folder.Write($"pictures/{i:00}.png", NastyPictures.Rgb(i % 29)); // the last is the first again
        }

        var pack = folder.In("set.ganpack");
        DatasetPacker.Pack(new() { Name = "folder", Directory = folder.In("pictures"), Size = 100 }, pack);
        using (var file = new FileStream(pack, FileMode.Open))
        {
            file.Position = 4096 + (12 * 30_000); // 30,000 bytes a picture, nine in a block
            file.WriteByte((byte)(file.ReadByte() + 1));
        }

        Assert.Equal("pack", DatasetCheck.Guess(pack));
        var report = DatasetCheck.Run(new() { Name = "pack", Directory = pack });

        Assert.Equal((30, 20), (report.Pictures, report.Usable));
        Assert.Contains("which holds samples 8 to 17", report.Findings[0].Text);
        Assert.Equal(["29.png"], Of(report, FindingKind.DuplicatePicture));
    }

    [SkippableFact]
    public void Cifar_is_recognised()
    {
        SomeCifar.Write10(folder);

        Assert.Equal("cifar10", DatasetCheck.Guess(folder.Path));
        Assert.Equal(10, Check("cifar10", size: null).Usable);
    }

    [SkippableFact]
    public void A_set_that_is_drawn_and_a_folder_that_is_missing_cannot_be_checked()
    {
        Assert.Contains("drawn", Assert.Throws<ConfigException>(() => DatasetCheck.Run(new() { Name = "glyphs" })).Message);
        Assert.Contains("does not exist", Assert.Throws<ConfigException>(() => DatasetCheck.Run(new() { Name = "folder", Directory = "/no" })).Message);
        Assert.Equal("folder", DatasetCheck.Guess("/no"));
    }

    private static byte[] Damaged(byte[] png)
    {
        png[^200] ^= 0x55;
        return png;
    }

    private static byte[] NoiseOf(int seed)
    {
        var bytes = new byte[3 * 80 * 80];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static byte[] WithAlpha(byte[] rgb) =>
        [.. rgb.Chunk(3).SelectMany(pixel => (byte[])[.. pixel, 255])];
}
