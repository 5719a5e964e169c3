using GanLab.Fuzzing.Families;

namespace GanLab.Tests.Fuzzing;

/// <summary>A reader that trusts the length in a file, to see that such are found.</summary>
internal sealed class CarelessFamily : ReaderFamily
{
    internal bool IsGreedy { get; init; }

    internal override string Name => "careless";

    internal override IEnumerable<byte[]> Seeds() => [[3, 1, 2, 3, .. new byte[60]]];

    internal override object Read(byte[] file)
    {
        var sum = IsGreedy ? new byte[2 << 20].Length : 0;
        for (var i = 1; file.Length > 0 && i <= file[0]; i++)
        {
            sum += file[i];
        }

        return sum;
    }

    internal override int Digest(object content) => (int)content;
}
