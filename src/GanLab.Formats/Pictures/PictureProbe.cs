namespace GanLab.Formats.Pictures;

/// <summary>Tells from the headers in a picture file what it is, without decoding it and without any library.</summary>
public static class PictureProbe
{
    /// <summary>What <paramref name="file"/> says of itself.</summary>
    /// <param name="file">The whole file, or at least its headers.</param>
    /// <returns>Null if it is of no known format or its header is damaged; never throws.</returns>
    public static PictureFacts? Read(ReadOnlySpan<byte> file) => file switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => PngProbe.Read(file),
        [0xFF, 0xD8, 0xFF, ..] => JpegProbe.Read(file),
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => GifProbe.Read(file),
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebPProbe.Read(file),
        [(byte)'B', (byte)'M', ..] => BmpProbe.Read(file),
        [(byte)'I', (byte)'I', 42, 0, ..] => TiffProbe.Read(file, isLittleEndian: true),
        [(byte)'M', (byte)'M', 0, 42, ..] => TiffProbe.Read(file, isLittleEndian: false),
        _ => null,
    };
}
