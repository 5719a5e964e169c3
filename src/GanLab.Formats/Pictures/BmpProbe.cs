using System.Buffers.Binary;

namespace GanLab.Formats.Pictures;

/// <summary>Reads the header of a BMP, of the kind of OS/2 1.x or that of Windows.</summary>
internal static class BmpProbe
{
    public static PictureFacts? Read(ReadOnlySpan<byte> file)
    {
        const int oldHeader = 12;
        if (file.Length < 30)
        {
            return null;
        }

        var isOld = BinaryPrimitives.ReadUInt32LittleEndian(file[14..]) == oldHeader;
        var (width, height, bits) = isOld
            ? (BinaryPrimitives.ReadUInt16LittleEndian(file[18..]),
                BinaryPrimitives.ReadUInt16LittleEndian(file[20..]),
                BinaryPrimitives.ReadUInt16LittleEndian(file[24..]))
            : (Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(file[18..])),
                Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(file[22..])), // negative: rows from the top
                BinaryPrimitives.ReadUInt16LittleEndian(file[28..]));
        return bits <= 8
            ? new PictureFacts("BMP", width, height, PictureColour.Palette, bits)
            : new PictureFacts("BMP", width, height, PictureColour.Rgb);
    }
}
