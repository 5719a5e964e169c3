using System.Buffers.Binary;
using GanLab.Formats;
using GanLab.Formats.TorchArchive;
using GanLab.Fuzzing.Mutation;

namespace GanLab.Fuzzing.Families;

/// <summary>What torch.save writes: a pickle and the bytes of tensors in a zip file.</summary>
internal sealed class TorchArchiveFamily : ReaderFamily
{
    private static readonly string[] Names = ["../x", "/x", "x\\data.pkl", "x/../../data.pkl", "", "x/data/0", "x/data.pkl", "x/constants.pkl", "x/byteorder", "\u202e"];

    // The pickle of a Python program: memoised, framed, with an attribute of its OrderedDict and a shared storage.
    private static readonly byte[] Handmade = System.Text.Encoding.Latin1.GetBytes(
        "\u0080\u0002}q\0(X\u0001\0\0\0aq\u0001ctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\00X\u0003\0\0\0cpuK\u0006tQ"
        + "K\u0001K\u0002K\u0002\u0086K\u0001K\u0003\u0086\u0089ccollections\nOrderedDict\n)RtRX\u0001\0\0\0b]q\u0002(K\u0001M\u0001\u0002J\u0001\u0002\u0003\u0004\u008a\u0002\u0001\u0002G\0\0\0\0\0\0\0\0e"
        + "X\u0001\0\0\0c(NNtX\u0001\0\0\0d(h\u0001Ntccollections\nOrderedDict\n)R}X\u0001\0\0\0eNsbK\u0007u.");

    internal override string Name => "torch";

    internal override IEnumerable<byte[]> Seeds()
    {
        var tensors = PickleDictionary.StateDict(
        [
            new("a.weight", new RawTensor(TensorDType.F32, [2, 3], new byte[24])), new("n", new RawTensor(TensorDType.I64, [], new byte[8])),
        ]);
        yield return Written(tensors);
        yield return Written(new PickleDictionary { { "format", "x" }, { "step", 7 }, { "list", new PickleSequence([1, true, PickleNone.Value]) }, { "state", tensors } });
        yield return Zip([("x/data.pkl", Handmade), ("x/version", "3\n"u8.ToArray()), ("x/data/0", new byte[24])]);
    }

    internal override byte[] Mutate(byte[] file, byte[] other, Random random) => random.Next(10) switch
    {
        < 2 => ByteMutator.Mutate(file, other, random),
        < 4 => WithOddRecord(file, random),
        _ => WithOddEntries(file, other, random),
    };

    internal override object Read(byte[] file) => TorchArchiveFile.Read(new MemoryStream(file), FileName);

    internal override int Digest(object content)
    {
        var hash = new HashCode();
        Add(ref hash, (PickleValue)content);
        return hash.ToHashCode();
    }

    internal override byte[] Write(object content) => Written((PickleValue)content);

    // Tensors that repeat their storage may take 4 MiB; the values of a pickle some hundred bytes for each byte of it.
    internal override long FixedBytes => 5 << 20;

    internal override long BytesPerByte => 400;

    private static void Add(ref HashCode hash, PickleValue value)
    {
        hash.Add(value.PythonType);
        switch (value)
        {
            case PickleDictionary dictionary:
                foreach (var (key, item) in dictionary)
                {
                    hash.Add(key);
                    Add(ref hash, item);
                }

                break;
            case PickleSequence sequence:
                foreach (var item in sequence.Items)
                {
                    Add(ref hash, item);
                }

                break;
            case PickleTensor { Tensor: var tensor }:
                hash.Add(tensor.ToString());
                hash.AddBytes(tensor.Data.Span);
                break;
            case PickleInteger { Value: var number }:
                hash.Add(number);
                break;
            case PickleFloat { Value: var number }:
                hash.Add(BitConverter.DoubleToInt64Bits(number));
                break;
            case PickleString { Value: var text }:
                hash.Add(text);
                break;
            case PickleBoolean { Value: var flag }:
                hash.Add(flag);
                break;
        }
    }

    // A field of one of the zip file's own records gets a number at which things go wrong.
    private static byte[] WithOddRecord(byte[] file, Random random)
    {
        var copy = file.ToArray();
        var records = Enumerable.Range(0, Math.Max(copy.Length - 4, 0)).Where(at => copy[at] == 'P' && copy[at + 1] == 'K').ToArray();
        for (var change = random.Next(1, 4); change > 0 && records.Length > 0; change--)
        {
            var at = records[random.Next(records.Length)] + 4 + random.Next(44);
            Extremes.Overwrite(copy.AsSpan(Math.Min(at, copy.Length)), random, copy.Length);
        }

        return copy;
    }

    // Put together anew, so that lengths and checksums are right and the pickle itself is tried.
    private static byte[] WithOddEntries(byte[] file, byte[] other, Random random)
    {
        List<(string Name, byte[] Content)> entries;
        try
        {
            var zip = new StoredZipReader(new SourceFile(new MemoryStream(file), FileName));
            entries = [.. zip.Entries.Select(entry => (entry.Name, zip.Read(entry)))];
        }
        catch (MalformedFileException)
        {
            return ByteMutator.Mutate(file, other, random); // a seed from an old defect
        }

        for (var change = random.Next(1, 3); change > 0 && entries.Count > 0; change--)
        {
            var at = random.Next(entries.Count);
            var pickle = entries.FindIndex(entry => entry.Name.EndsWith("data.pkl", StringComparison.Ordinal));
            switch (random.Next(12))
            {
                case 0:
                    entries[at] = (Names[random.Next(Names.Length)], entries[at].Content);
                    break;
                case 1:
                    entries.RemoveAt(at);
                    break;
                case 2:
                    entries.Insert(at, (random.Next(2) == 0 ? entries[at].Name : Names[random.Next(Names.Length)], entries[at].Content));
                    break;
                case 3:
                    entries[at] = (entries[at].Name, ByteMutator.Mutate(entries[at].Content, other, random));
                    break;
                default:
                    at = pickle < 0 ? at : pickle;
                    entries[at] = (entries[at].Name, PickleMutator.Mutate(entries[at].Content, other, random));
                    break;
            }
        }

        return Zip(entries);
    }

    private static byte[] Zip(IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var stream = new MemoryStream();
        var zip = new StoredZipWriter(stream);
        foreach (var (name, content) in entries)
        {
            zip.Add(name, content);
        }

        zip.Finish();
        return stream.ToArray();
    }

    private static byte[] Written(PickleValue root)
    {
        using var stream = new MemoryStream();
        TorchArchiveFile.Write(stream, root);
        return stream.ToArray();
    }
}
