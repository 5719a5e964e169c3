using GanLab.Formats.Pictures;
using GanLab.Fuzzing.Mutation;

namespace GanLab.Fuzzing.Families;

/// <summary>What a picture says of itself, read by this program from its first bytes; whatever they are, nothing is thrown.</summary>
internal sealed class ProbeFamily : ReaderFamily
{
    private readonly PngFamily png = new();

    internal override string Name => "probe";

    internal override IEnumerable<byte[]> Seeds() => [.. png.Seeds(), .. Corpus.FilesOf("pictures")];

    internal override object Read(byte[] file) => PictureProbe.Read(file) ?? (object)"nothing";

    internal override int Digest(object content) => content.GetHashCode();

    internal override byte[] Mutate(byte[] file, byte[] other, Random random)
    {
        var damaged = file.ToArray();
        if (random.Next(2) == 0)
        {
            ByteMutator.Overwrite(damaged, random);
        }

        return random.Next(4) == 0 ? damaged[..random.Next(damaged.Length + 1)] : ByteMutator.Mutate(damaged, other, random);
    }

    internal override bool IsRefusal(Exception exception) => false;
}
