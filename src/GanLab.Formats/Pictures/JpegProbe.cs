using System.Buffers.Binary;

namespace GanLab.Formats.Pictures;

/// <summary>Looks for the frame header of a JPEG (ITU-T T.81, B.2.2).</summary>
internal static class JpegProbe
{
    public static PictureFacts? Read(ReadOnlySpan<byte> file)
    {
        var position = 2;
        while (position + 10 <= file.Length && file[position] == 0xFF)
        {
            var marker = file[position + 1];
            if (marker == 0xFF)
            {
                position++; // a fill byte
            }
            else if (IsFrame(marker))
            {
                return Frame(file[(position + 4)..]);
            }
            else
            {
                position += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(position + 2)..]);
            }
        }

        return null;
    }

    // SOF0 to SOF15 without the tables (DHT, DAC) and the extension that lie between.
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static PictureFacts Frame(ReadOnlySpan<byte> frame) => new(
        "JPEG",
        BinaryPrimitives.ReadUInt16BigEndian(frame[3..]),
        BinaryPrimitives.ReadUInt16BigEndian(frame[1..]),
        frame[5] switch { 1 => PictureColour.Grey, 3 => PictureColour.Rgb, 4 => PictureColour.Cmyk, _ => PictureColour.Unknown },
        frame[0]);
}
