#if TORCH_ENGINE_SYSTEM
using System.Buffers.Binary;
using GanLab.Imaging;
using GanLab.Imaging.Codecs;

namespace GanLab.Tests.Imaging.Codecs;

public sealed class TurboJpegCodecTests
{
    private static readonly VipsCodec Vips = new();

    public TurboJpegCodecTests()
    {
        Skip.IfNot(ImageCodec.IsAvailable, ImageCodec.Description);
        Skip.IfNot(ImageCodec.Description.Contains("libjpeg-turbo", StringComparison.Ordinal), "libturbojpeg is not installed.");
    }

    private static byte[] Picture(string name) => (byte[])typeof(WavyJpegs).GetProperty(name)!.GetValue(null)!;

    // After the start of the picture, a segment that says how the camera was held.
    private static byte[] Turned(byte[] jpeg, ushort orientation, bool isLittle = true)
    {
        var tiff = new byte[26];
        ((ReadOnlySpan<byte>)(isLittle ? "II*\0"u8 : "MM\0*"u8)).CopyTo(tiff);
        Put32(tiff.AsSpan(4), 8); // the directory
        Put16(tiff.AsSpan(8), 1); // of one entry
        Put16(tiff.AsSpan(10), 274);
        Put16(tiff.AsSpan(12), 3); // a short number
        Put32(tiff.AsSpan(14), 1);
        Put16(tiff.AsSpan(18), orientation);
        return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(2 + 6 + tiff.Length), .. "Exif\0\0"u8, .. tiff, .. jpeg[2..]];

        void Put16(Span<byte> to, ushort value)
        {
            if (isLittle)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(to, value);
            }
            else
            {
                BinaryPrimitives.WriteUInt16BigEndian(to, value);
            }
        }

        void Put32(Span<byte> to, ushort value) => Put16(isLittle ? to : to[2..], value);
    }

    private static void AssertSame(byte[] file, int channels, SquareTarget? target)
    {
        var (expected, actual) = (Vips.Decode(file, channels, target), TurboJpegCodec.TryDecode(file, channels, target));

        Assert.NotNull(actual);
        Assert.Equal((expected.Width, expected.Height, expected.Channels), (actual.Width, actual.Height, actual.Channels));
        Assert.Equal(expected.Pixels, actual.Pixels);
    }

    [SkippableTheory]
    [InlineData(nameof(WavyJpegs.Smooth), 3)]
    [InlineData(nameof(WavyJpegs.Sharp), 3)]
    [InlineData(nameof(WavyJpegs.Progressive), 3)]
    [InlineData(nameof(WavyJpegs.Grey), 3)]
    [InlineData(nameof(WavyJpegs.Grey), 1)]
    public void The_bytes_are_those_of_libvips_at_every_size(string name, int channels)
    {
        var file = Picture(name);

        AssertSame(file, channels, target: null);
        foreach (var size in (int[])[64, 18, 9, 8, 4, 2, 1]) // decoded whole, at a half, a quarter and an eighth
        {
            AssertSame(file, channels, new SquareTarget(size));
            AssertSame(file, channels, new SquareTarget(size, Crop: 33));
        }
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_picture_that_the_camera_held_upright_is_decoded_and_a_turned_one_is_left_to_libvips(bool isLittle)
    {
        AssertSame(Turned(WavyJpegs.Sharp, 1, isLittle), 3, target: null);

        for (ushort orientation = 2; orientation <= 8; orientation++)
        {
            Assert.Null(TurboJpegCodec.TryDecode(Turned(WavyJpegs.Sharp, orientation, isLittle), 3, target: null));
        }

        var lying = new TurboJpegCodec(Vips).Decode(Turned(WavyJpegs.Sharp, 6, isLittle), 3, target: null);
        Assert.Equal((53, 37), (lying.Width, lying.Height));
    }

    [SkippableFact]
    public void What_a_damaged_mark_says_is_left_to_libvips()
    {
        var whole = Turned(WavyJpegs.Sharp, 6);
        foreach (var (place, value) in ((int, byte)[])[(12, (byte)'X'), (16, 200), (20, 200)]) // byte order, directory, entries
        {
            var damaged = whole.ToArray();
            damaged[place] = value;
            Assert.Null(TurboJpegCodec.TryDecode(damaged, 3, target: null));
        }
    }

    [SkippableFact]
    public void So_are_inks_brightness_of_colours_what_is_damaged_and_other_formats()
    {
        Assert.Null(TurboJpegCodec.TryDecode(TinyPictures.CmykJpeg, 3, target: null));
        Assert.Null(TurboJpegCodec.TryDecode(WavyJpegs.Smooth, 1, target: null));
        Assert.Null(TurboJpegCodec.TryDecode([.. WavyJpegs.Smooth[..^200], 0xFF, 0xD9], 3, target: null));
        Assert.Null(TurboJpegCodec.TryDecode(TinyPictures.WebP, 3, target: null));
    }

    [SkippableFact]
    public void Threads_do_not_disturb_each_other()
    {
        byte[][] files = [WavyJpegs.Smooth, WavyJpegs.Sharp, WavyJpegs.Progressive, WavyJpegs.Grey];
        var expected = files.Select(file => Vips.Decode(file, 3, target: null).Pixels).ToArray();

        Parallel.For(0, 400, i => Assert.Equal(expected[i % files.Length], TurboJpegCodec.TryDecode(files[i % files.Length], 3, target: null)!.Pixels));
    }
}
#endif
