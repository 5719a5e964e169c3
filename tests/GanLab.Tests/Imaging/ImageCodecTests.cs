using GanLab.Formats;
using GanLab.Imaging;

namespace GanLab.Tests.Imaging;

public sealed class ImageCodecTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ImageCodecTests() => Skip.IfNot(ImageCodec.IsAvailable, ImageCodec.Description);

    public void Dispose() => folder.Dispose();

    private Bitmap Decode(byte[] file, int channels = 3) => ImageCodec.Decode(folder.Write("picture", file), channels);

    private string Refusal(byte[] file)
    {
        var path = folder.Write("broken.png", file);
        var error = Assert.Throws<MalformedFileException>(() => ImageCodec.Decode(path, 3));
        Assert.Equal(path, error.FilePath);
        Assert.Contains(path, error.Message);
        return error.Message;
    }

    private static void AssertPixel(byte[] expected, Bitmap picture, int x, int y, int tolerance = 1)
    {
        for (var channel = 0; channel < picture.Channels; channel++)
        {
            var actual = picture.Pixels[(((y * picture.Width) + x) * picture.Channels) + channel];
            Assert.InRange(actual, expected[channel] - tolerance, expected[channel] + tolerance);
        }
    }

    [SkippableTheory]
    [InlineData(nameof(TinyPictures.Jpeg), 4)]
    [InlineData(nameof(TinyPictures.WebP), 0)]
    [InlineData(nameof(TinyPictures.Gif), 0)]
    [InlineData(nameof(TinyPictures.Tiff), 0)]
    public void Every_format_gives_its_pixels(string format, int tolerance)
    {
        var file = (byte[])typeof(TinyPictures).GetProperty(format)!.GetValue(null)!;

        var picture = Decode(file);

        Assert.Equal((24, 16, 3), (picture.Width, picture.Height, picture.Channels));
        AssertPixel([200, 40, 30], picture, 2, 8, tolerance);
        AssertPixel([20, 60, 220], picture, 21, 8, tolerance);
    }

    [SkippableFact]
    public void A_bitmap_of_Windows_is_read()
    {
        byte[] file =
        [
            .. "BM"u8, 62, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, // file header: the size and where the pixels are
            40, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 24, 0, .. new byte[24], // 1x2 pixels of 24 bits
            30, 40, 200, 0, 220, 60, 20, 0, // rows from the bottom, blue first, padded to four bytes
        ];

        var picture = Decode(file);

        AssertPixel([20, 60, 220], picture, 0, 0);
        AssertPixel([200, 40, 30], picture, 0, 1);
    }

    [SkippableFact]
    public void Inks_become_colours()
    {
        var picture = Decode(TinyPictures.CmykJpeg);

        var (left, right) = (picture.Pixels[..3], picture.Pixels[^3..]);
        Assert.True(left[0] > left[1] + 100 && left[0] > left[2] + 100, $"magenta and yellow gave {string.Join(',', left)}");
        Assert.True(right[1] > right[0] + 80 && right[2] > right[0] + 80, $"cyan gave {string.Join(',', right)}");
    }

    [SkippableFact]
    public void A_picture_that_the_camera_marked_as_turned_is_turned()
    {
        var picture = Decode(TinyPictures.TurnedJpeg);

        Assert.Equal((16, 24), (picture.Width, picture.Height));
        AssertPixel([200, 40, 30], picture, 8, 2, 4);
        AssertPixel([20, 60, 220], picture, 8, 21, 4);
    }

    [SkippableFact]
    public void Sixteen_bits_become_eight()
    {
        var picture = Decode(HandmadePng.Make(2, 1, 16, HandmadePng.Rgb, [200, 9, 40, 9, 30, 9, 0, 0, 255, 255, 128, 0]));

        AssertPixel([200, 40, 30], picture, 0, 0);
        AssertPixel([0, 255, 128], picture, 1, 0);
    }

    [SkippableFact]
    public void A_grey_picture_fills_three_channels_or_one()
    {
        var file = HandmadePng.Make(3, 1, 8, HandmadePng.Grey, [0, 100, 255]);

        Assert.Equal([0, 0, 0, 100, 100, 100, 255, 255, 255], Decode(file, 3).Pixels);
        Assert.Equal([0, 100, 255], Decode(file, 1).Pixels);
    }

    [SkippableFact]
    public void Sixteen_bit_grey_is_not_black()
    {
        var picture = Decode(HandmadePng.Make(2, 1, 16, HandmadePng.Grey, [100, 100, 255, 255]), 1);

        AssertPixel([100], picture, 0, 0);
        AssertPixel([255], picture, 1, 0, tolerance: 0);
    }

    [SkippableFact]
    public void Colour_asked_for_as_grey_keeps_its_brightness()
    {
        var grey = Decode(HandmadePng.Plain(2, 2, 120, 120, 120), 1);
        var (green, blue) = (Decode(HandmadePng.Plain(1, 1, 0, 255, 0), 1), Decode(HandmadePng.Plain(1, 1, 0, 0, 255), 1));

        AssertPixel([120], grey, 0, 0);
        Assert.True(green.Pixels[0] > 150 && blue.Pixels[0] < 100, "green looks brighter than blue");
    }

    [SkippableFact]
    public void What_is_transparent_is_laid_on_black()
    {
        var picture = Decode(HandmadePng.Make(
            3, 1, 8, HandmadePng.Rgba, [200, 40, 30, 255, 200, 40, 30, 128, 200, 40, 30, 0]));

        AssertPixel([200, 40, 30], picture, 0, 0);
        AssertPixel([100, 20, 15], picture, 1, 0);
        AssertPixel([0, 0, 0], picture, 2, 0);
    }

    [SkippableFact]
    public void Transparent_sixteen_bit_grey_is_laid_on_black()
    {
        var file = HandmadePng.Make(2, 1, 16, HandmadePng.GreyAlpha, [200, 0, 255, 255, 200, 0, 128, 0]);

        AssertPixel([200, 200, 200], Decode(file, 3), 0, 0);
        AssertPixel([100], Decode(file, 1), 1, 0);
    }

    [SkippableFact]
    public void Grey_with_transparency_is_laid_on_black()
    {
        var file = HandmadePng.Make(2, 1, 8, HandmadePng.GreyAlpha, [200, 255, 200, 128]);

        AssertPixel([200], Decode(file, 1), 0, 0);
        AssertPixel([100, 100, 100], Decode(file, 3), 1, 0);
    }

    [SkippableTheory]
    [InlineData(8, new byte[] { 0, 1, 1 })]
    [InlineData(2, new byte[] { 0b00_01_01_00 })]
    public void A_palette_is_looked_up(int bits, byte[] row)
    {
        var picture = Decode(HandmadePng.Make(3, 1, bits, HandmadePng.Palette, row, palette: [200, 40, 30, 20, 60, 220]));

        Assert.Equal([200, 40, 30, 20, 60, 220, 20, 60, 220], picture.Pixels);
    }

    [SkippableFact]
    public void One_bit_pictures_are_black_and_white() =>
        Assert.Equal([255, 0, 255], Decode(HandmadePng.Make(3, 1, 1, HandmadePng.Grey, [0b1010_0000]), 1).Pixels);

    [SkippableTheory]
    [InlineData(50, 30, 8)]
    [InlineData(30, 50, 64)]
    [InlineData(1, 1, 4)]
    [InlineData(997, 3, 3)]
    public void Any_picture_becomes_a_square_of_the_size_wanted(int width, int height, int size)
    {
        var path = folder.Write("odd.png", HandmadePng.Plain(width, height, 200, 40, 30));

        var picture = ImageCodec.DecodeSquare(path, 3, new SquareTarget(size));

        Assert.Equal((size, size), (picture.Width, picture.Height));
        AssertPixel([200, 40, 30], picture, 0, 0);
        AssertPixel([200, 40, 30], picture, size - 1, size - 1);
    }

    // Columns 0 to 9 of this picture are 0, 20, 40 and so on to 180; both rows alike, ten rows.
    private string Ramp() => folder.Write(
        "ramp.png",
        HandmadePng.Make(10, 6, 8, HandmadePng.Grey, [.. Enumerable.Range(0, 60).Select(i => (byte)(i % 10 * 20))]));

    [SkippableFact]
    public void The_largest_square_is_cut_from_the_middle() =>
        Assert.Equal([40, 60, 80, 100, 120, 140], ImageCodec.DecodeSquare(Ramp(), 1, new SquareTarget(6)).Pixels[..6]);

    [SkippableFact]
    public void A_smaller_square_is_cut_from_the_middle() =>
        Assert.Equal([60, 80, 100, 120], ImageCodec.DecodeSquare(Ramp(), 1, new SquareTarget(4, Crop: 4)).Pixels[..4]);

    [SkippableFact]
    public void A_crop_larger_than_the_picture_takes_all_of_it() =>
        Assert.Equal(40, ImageCodec.DecodeSquare(Ramp(), 1, new SquareTarget(6, Crop: 178)).Pixels[0]);

    [SkippableFact]
    public void Fine_stripes_shrink_to_grey_and_not_to_other_stripes()
    {
        var stripes = HandmadePng.Make(
            256, 256, 8, HandmadePng.Grey, [.. Enumerable.Range(0, 256 * 256).Select(i => (byte)(i % 2 * 200))]);

        var picture = ImageCodec.DecodeSquare(folder.Write("stripes.png", stripes), 1, new SquareTarget(20));

        Assert.All(picture.Pixels, value => Assert.InRange(value, 90, 110));
    }

    [SkippableFact]
    public void A_large_JPEG_decoded_small_shows_what_its_whole_shows()
    {
        var path = folder.Write("picture.jpg", TinyPictures.Jpeg);

        var picture = ImageCodec.DecodeSquare(path, 3, new SquareTarget(2)); // decoded at a quarter of its size

        AssertPixel([200, 40, 30], picture, 0, 0, 25);
        AssertPixel([20, 60, 220], picture, 1, 1, 25);
    }

    [SkippableFact]
    public void A_text_file_called_png_is_named_with_what_it_begins_with() =>
        Assert.Contains("this is not a picture: it begins with the text \"hello, w\"", Refusal("hello, world"u8.ToArray()));

    [SkippableFact]
    public void Bytes_that_mean_nothing_are_named() =>
        Assert.Contains("the bytes 00010203", Refusal([0, 1, 2, 3]));

    [SkippableFact]
    public void An_empty_file_is_named() => Assert.Contains("the file is empty", Refusal([]));

    [SkippableTheory]
    [InlineData(690)]
    [InlineData(640)]
    [InlineData(300)]
    [InlineData(21)]
    [InlineData(4)]
    public void A_JPEG_that_was_cut_short_is_refused(int length) =>
        Assert.Contains($"ends inside the JPEG picture at byte {length}", Refusal(TinyPictures.Jpeg[..length]));

    [SkippableFact]
    public void A_PNG_that_was_cut_short_is_refused()
    {
        var whole = HandmadePng.Plain(40, 40, 1, 2, 3);

        Assert.Contains("ends inside the PNG picture", Refusal(whole[..^16]));
        Assert.Contains("ends inside the PNG picture", Refusal(whole[..20]));
    }

    [SkippableFact]
    public void A_PNG_with_damaged_pixels_is_refused_with_the_reason_of_the_library()
    {
        var file = HandmadePng.Plain(40, 40, 1, 2, 3);
        file[48] ^= 0xFF; // inside the compressed pixels

        Assert.Contains("the file is damaged", Refusal(file));
    }

#if !TORCH_ENGINE_TORCHSHARP
    [SkippableFact]
    public void A_JPEG_whose_middle_is_missing_is_refused_although_it_has_an_end()
    {
        var message = Refusal([.. TinyPictures.Jpeg[..640], 0xFF, 0xD9]);

        Assert.Contains("the file is damaged", message);
    }

    [SkippableFact]
    public void Failures_side_by_side_keep_their_own_reasons()
    {
        var png = HandmadePng.Plain(40, 40, 1, 2, 3);
        png[48] ^= 0xFF;
        var files = Enumerable.Range(0, 40).Select(i => i % 2 == 0
            ? (Path: folder.Write($"{i}", png), Library: "png")
            : (Path: folder.Write($"{i}", [.. TinyPictures.Gif[..60]]), Library: "gif")).ToArray();

        Parallel.ForEach(files, file =>
        {
            var error = Assert.Throws<MalformedFileException>(() => ImageCodec.Decode(file.Path, 3));
            var other = file.Library == "png" ? "gif" : "png";
            Assert.Contains(file.Library, error.Message, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(other, error.Message, StringComparison.OrdinalIgnoreCase);
        });
    }
#endif

    [SkippableFact]
    public void A_picture_of_absurd_size_is_refused_before_memory_is_taken()
    {
        var file = HandmadePng.Make(100_000, 100_000, 8, HandmadePng.Grey, []);

        Assert.Contains("100000x100000 pixels are more than the limit", Refusal(file));
    }

    [SkippableFact]
    public void A_TIFF_without_a_picture_is_refused() =>
        Assert.Contains("the file is damaged", Refusal([.. "II*\0"u8, 8, 0, 0, 0, .. new byte[40]]));

    [SkippableFact]
    public void A_missing_file_is_named()
    {
        var path = Path.Combine(folder.Path, "nowhere.png");

        Assert.Contains($"'{path}': it cannot be read", Assert.Throws<MalformedFileException>(() => ImageCodec.Decode(path, 3)).Message);
    }

    [SkippableFact]
    public void The_name_of_a_file_does_not_matter()
    {
        var path = folder.Write("weird[n=2] ü.txt", TinyPictures.Gif);

        Assert.Equal(24, ImageCodec.Decode(path, 3).Width);
    }

    [SkippableFact]
    public void The_description_names_the_library_and_its_version() =>
        Assert.Matches(@"(libvips|ImageSharp) \d+\.\d+\.\d+", ImageCodec.Description);

    [SkippableFact]
    public void Two_channels_cannot_be_asked_for() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageCodec.Decode("any", 2));
}
