using GanLab.Formats;
using GanLab.Fuzzing.Mutation;
using GanLab.Imaging;

namespace GanLab.Fuzzing.Families;

/// <summary>Pictures of all kinds by the image library of the machine, as image folders and CelebA are read.</summary>
internal sealed class PictureFamily : ReaderFamily, IDisposable
{
    private readonly PngFamily png = new();
    private readonly Scratch scratch = new();

    internal override string Name => "pictures";

    internal override bool IsNative => true;

    internal override IEnumerable<byte[]> Seeds() => png.Seeds();

    internal override byte[] Mutate(byte[] file, byte[] other, Random random) => file is [0x89, ..]
        ? png.Mutate(file, other, random)
        : ByteMutator.Mutate(file, other, random);

    internal override object Read(byte[] file) =>
        ImageCodec.DecodeSquare(scratch.Write(FileName, file), 3, new SquareTarget(8)).Pixels;

    internal override int Digest(object content)
    {
        var hash = new HashCode();
        hash.AddBytes((byte[])content);
        return hash.ToHashCode();
    }

    internal override string? Fault(Exception refusal, int length) =>
        refusal.Message.Contains(FileName, StringComparison.Ordinal) ? null : "does not name the file";

    // Up to 16 million pixels any picture is believed. What libvips takes is its own and not counted here.
    internal override long FixedBytes => 1 << 28;

    internal override long BytesPerByte => 4096;

    public void Dispose() => scratch.Dispose();
}
