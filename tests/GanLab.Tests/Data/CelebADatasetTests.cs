using GanLab.Configuration;
using GanLab.Data;
using GanLab.Formats;
using GanLab.Imaging;
using GanLab.Tests.Imaging;

namespace GanLab.Tests.Data;

public sealed class CelebADatasetTests : IDisposable
{
    private const string Attributes = "3\r\nBald Smiling Young \r\n000002.jpg -1 -1  1\r\n000005.jpg  1 -1 -1\r\n000009.jpg  1  1  1\r\n";
    private const string Partition = "000002.jpg 0\r\n000005.jpg 1\r\n000009.jpg 2\r\n";

    private readonly TemporaryFolder folder = new();

    public CelebADatasetTests() => Skip.IfNot(ImageCodec.IsAvailable, ImageCodec.Description);

    public void Dispose() => folder.Dispose();

    private string Whole(string attributes = Attributes, string partition = Partition, string images = "img_align_celeba")
    {
        folder.Write($"{images}/000002.jpg", HandmadePng.Plain(178, 218, 255, 0, 0));
        folder.Write($"{images}/000005.jpg", HandmadePng.Plain(178, 218, 0, 255, 0));
        folder.Write($"{images}/000009.jpg", HandmadePng.Plain(178, 218, 0, 0, 255));
        folder.Write("list_attr_celeba.txt", attributes);
        folder.Write("list_eval_partition.txt", partition);
        return folder.Path;
    }

    private CelebADataset Open(CelebAPartition? partition = null) => CelebADataset.Open(folder.Path, 8, partition: partition);

    [SkippableFact]
    public void Every_picture_is_used_with_its_attributes_as_zero_and_one()
    {
        Whole();

        using var set = Open();

        Assert.Equal((3, new SampleShape(3, 8, 8)), (set.Count, set.Shape));
        Assert.Equal(["Bald", "Smiling", "Young"], set.AttributeNames);
        Assert.Equal([0, 0, 1], set.Attributes(0));
        Assert.Equal([1, 0, 0], set.Attributes(1));
        Assert.Equal([1, 1, 1], set.Attributes(2));
        Assert.Equal((0, 0), (set.ListedButMissing, set.PresentButUnlisted));
    }

    [SkippableFact]
    public void Unix_line_ends_and_a_missing_last_one_are_read_as_well()
    {
        Whole(Attributes.ReplaceLineEndings("\n").TrimEnd());

        using var set = Open();

        Assert.Equal([1, 1, 1], set.Attributes(2));
    }

    [SkippableFact]
    public void A_square_of_178_is_cut_from_the_middle()
    {
        var rows = Enumerable.Range(0, 218).SelectMany(y => Enumerable.Repeat((byte)(y is < 20 or >= 198 ? 255 : 0), 178));
        folder.Write("img_align_celeba/1.jpg", HandmadePng.Make(178, 218, 8, HandmadePng.Grey, [.. rows]));

        using var set = Open();
        var sample = new float[set.Shape.Length];
        set.Read(0, sample);

        Assert.All(sample, value => Assert.Equal(-1, value, 0.01));
    }

    [SkippableFact]
    public void A_partition_has_its_pictures_only()
    {
        Whole();

        using var set = Open(CelebAPartition.Validation);

        Assert.Equal(1, set.Count);
        Assert.EndsWith("000005.jpg", set.Path(0));
        Assert.Equal([1, 0, 0], set.Attributes(0));
    }

    [SkippableFact]
    public void A_part_of_the_set_will_do_and_what_is_missing_is_counted()
    {
        Whole();
        File.Delete(Path.Combine(folder.Path, "img_align_celeba", "000005.jpg"));
        folder.Write("img_align_celeba/777777.jpg", HandmadePng.Plain(178, 218, 9, 9, 9));

        using var set = Open();

        Assert.Equal((2, 1, 1), (set.Count, set.ListedButMissing, set.PresentButUnlisted));
        Assert.Equal([1, 1, 1], set.Attributes(1));
    }

    [SkippableFact]
    public void An_unreadable_picture_is_named_and_shifts_no_attributes()
    {
        Whole();
        var cut = folder.Write("img_align_celeba/000005.jpg", TinyPictures.Jpeg[..300]);

        using var set = Open();

        Assert.Equal(cut, Assert.Single(set.Unreadable).Path);
        Assert.Equal([1, 1, 1], set.Attributes(1));
    }

    [SkippableTheory]
    [InlineData("img_align_celeba")]
    [InlineData("img_align_celeba/img_align_celeba")]
    public void The_folder_of_pictures_itself_may_be_given(string images)
    {
        Whole(images: images);

        using var set = CelebADataset.Open(Path.Combine(folder.Path, "img_align_celeba"), 8);

        Assert.Equal((3, 3), (set.Count, set.AttributeNames.Count));
    }

    [SkippableFact]
    public void The_layout_of_its_makers_is_found()
    {
        folder.Write("Img/img_align_celeba/000002.jpg", HandmadePng.Plain(178, 218, 255, 0, 0));
        folder.Write("Anno/list_attr_celeba.txt", "1\nBald\n000002.jpg 1\n");
        folder.Write("Eval/list_eval_partition.txt", "000002.jpg 0\n");

        using var set = Open(CelebAPartition.Train);

        Assert.Equal([1], set.Attributes(0));
    }

    [SkippableFact]
    public void Without_text_files_there_are_pictures_but_no_attributes()
    {
        Whole();
        File.Delete(Path.Combine(folder.Path, "list_attr_celeba.txt"));
        File.Delete(Path.Combine(folder.Path, "list_eval_partition.txt"));

        using var set = Open();

        Assert.Equal((3, 0), (set.Count, set.AttributeNames.Count));
        Assert.True(set.Attributes(0).IsEmpty);
        Assert.Contains("list_eval_partition.txt", Assert.Throws<ConfigException>(() => Open(CelebAPartition.Test)).Message);
    }

    [SkippableTheory]
    [InlineData("3\nBald Young\n1.jpg 1 1\n2.jpg 1 1\n3.jpg 1\n", "line 5 has 1 values where 2 attributes are named")]
    [InlineData("1\nBald Young\n1.jpg 1 0\n", "line 3 has the value '0' where only 1 and -1 are possible")]
    [InlineData("many\nBald Young\n1.jpg 1 1\n", "line 1 is not the number of pictures")]
    [InlineData("9\nBald Young\n1.jpg 1 1\n", "the first line declares 9 pictures but 1 follow")]
    [InlineData("2\nBald Young\n1.jpg 1 1\n1.jpg 1 1\n", "line 4 names 1.jpg a second time")]
    [InlineData("2\nBald Young\nface 1 1\nface 1 1\n", "line 4 names face a second time")]
    [InlineData("2\n", "ends inside the count and the names")]
    public void A_malformed_attribute_file_is_named_with_its_line(string text, string expected)
    {
        Whole(text);

        var error = Assert.Throws<MalformedFileException>(() => Open());

        Assert.Contains("list_attr_celeba.txt", error.Message);
        Assert.Contains(expected, error.Message);
    }

    [SkippableTheory]
    [InlineData("000002.jpg 0\n000005.jpg 3\n", "line 2 is not a file and 0, 1 or 2")]
    [InlineData("000002.jpg\n", "line 1 is not")]
    [InlineData("face 0\nface 1\n", "line 2 names face a second time")]
    public void A_malformed_partition_file_is_named_with_its_line(string text, string expected)
    {
        Whole(partition: text);

        Assert.Contains(expected, Assert.Throws<MalformedFileException>(() => Open(CelebAPartition.Train)).Message);
    }

    [SkippableFact]
    public void Text_files_of_other_pictures_are_an_error()
    {
        Whole("1\nBald\n000001.jpg 1\n");

        Assert.Contains("none of the 3 pictures is listed", Assert.Throws<ConfigException>(() => Open()).Message);
    }

    [SkippableFact]
    public void A_folder_without_pictures_says_what_to_unpack()
    {
        folder.Write("readme.txt", "");

        Assert.Contains("unpack img_align_celeba.zip there", Assert.Throws<ConfigException>(() => Open()).Message);
        Assert.Contains("does not exist", Assert.Throws<ConfigException>(() => CelebADataset.Open("/no/where")).Message);
    }

    [SkippableFact]
    public void The_real_set_opens_with_forty_attributes()
    {
        var real = RealData.Require("celeba");

        using var set = CelebADataset.Open(real);
        var sample = new float[set.Shape.Length];
        set.Read(set.Count!.Value - 1, sample);

        Assert.Equal((40, 0, 0), (set.AttributeNames.Count, set.Unreadable.Count, set.ListedButMissing));
        Assert.Equal("Young", set.AttributeNames[39]);
        Assert.Equal(new SampleShape(3, 64, 64), set.Shape);
        Assert.InRange(sample.Average(), -0.9, 0.9);
    }
}
