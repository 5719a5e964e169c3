using GanLab.Fuzzing.Mutation;
using GanLab.Runs;
using GanLab.Runs.Reports;

namespace GanLab.Fuzzing.Families;

/// <summary>The metrics of a run as the report reads them back; a file of any content must do, at worst without rows.</summary>
internal sealed class MetricsFamily : ReaderFamily, IDisposable
{
    private static readonly string[] Words = ["NaN", "Infinity", "-Infinity", "1e999", "-0", "9223372036854775808", ",", ",,,,", "\n", "\r\n", "\"", "step", "0x1", ""];

    private readonly Scratch scratch = new();

    internal override string Name => "metrics";

    internal override IEnumerable<byte[]> Seeds()
    {
        yield return "step,loss/d,loss/g\n1,0.5,0.25\n2,0.5,NaN\n3,1,2\n"u8.ToArray();
        yield return "step,loss/d\n5,1\n3,1\n4,1\n4,"u8.ToArray();
    }

    internal override byte[] Mutate(byte[] file, byte[] other, Random random)
    {
        if (random.Next(2) == 0)
        {
            return ByteMutator.Mutate(file, other, random);
        }

        var at = random.Next(file.Length + 1);
        return [.. file.AsSpan(0, at), .. System.Text.Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)]), .. file.AsSpan(at)];
    }

    internal override object Read(byte[] file)
    {
        var table = MetricsTable.Read(scratch.Write(FileName, file));
        return (table.Steps, Values: table.Column("loss/d"));
    }

    internal override int Digest(object content)
    {
        var (steps, values) = ((IReadOnlyList<long>, IReadOnlyList<double>))content;
        var hash = new HashCode();
        foreach (var step in steps)
        {
            hash.Add(step);
        }

        foreach (var value in values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    // An empty line costs a text, an array and what looks at them.
    internal override long BytesPerByte => 256;

    internal override bool IsRefusal(Exception exception) => false;

    public void Dispose() => scratch.Dispose();
}
