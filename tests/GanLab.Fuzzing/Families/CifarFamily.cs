using GanLab.Formats.Cifar;
using GanLab.Fuzzing.Mutation;

namespace GanLab.Fuzzing.Families;

/// <summary>Files of CIFAR, which are records and nothing else; one of its lists of names besides.</summary>
internal sealed class CifarFamily : ReaderFamily, IDisposable
{
    private readonly Scratch scratch = new();

    internal override string Name => "cifar";

    internal override IEnumerable<byte[]> Seeds()
    {
        yield return new byte[1 + CifarFile.PictureLength];
        yield return [9, .. new byte[CifarFile.PictureLength], 3, .. new byte[CifarFile.PictureLength]];
        yield return [19, 99, .. new byte[CifarFile.PictureLength]];
        yield return "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n"u8.ToArray();
    }

    // Most damage changes the length, which alone is refused at once; so the length is made right again.
    internal override byte[] Mutate(byte[] file, byte[] other, Random random)
    {
        var damaged = ByteMutator.Mutate(file, other, random);
        if (file.Length > CifarFile.PictureLength && random.Next(4) > 0)
        {
            Array.Resize(ref damaged, Math.Max(damaged.Length / file.Length, 1) * file.Length);
            damaged[random.Next(2)] = (byte)random.Next(256);
        }

        return damaged;
    }

    internal override object Read(byte[] file)
    {
        if (file.Length <= CifarFile.PictureLength)
        {
            return CifarFile.ReadNames(scratch.Write(FileName, file), CifarKind.Cifar10);
        }

        var kind = file.Length % (CifarFile.PictureLength + 2) == 0 ? CifarKind.Cifar100 : CifarKind.Cifar10;
        return CifarFile.Read(new MemoryStream(file), FileName, kind);
    }

    internal override int Digest(object content)
    {
        var hash = new HashCode();
        if (content is CifarBatch batch)
        {
            hash.AddBytes(batch.Labels);
            hash.AddBytes(batch.Pixels);
        }
        else
        {
            hash.Add(string.Join('\n', (IReadOnlyList<string>)content));
        }

        return hash.ToHashCode();
    }

    internal override string? Fault(Exception refusal, int length) =>
        refusal.Message.Contains(FileName, StringComparison.Ordinal) ? null : "does not name the file";

    public void Dispose() => scratch.Dispose();
}
