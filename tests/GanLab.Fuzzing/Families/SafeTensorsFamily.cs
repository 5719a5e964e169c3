using System.Buffers.Binary;
using GanLab.Formats;
using GanLab.Formats.SafeTensors;
using GanLab.Fuzzing.Mutation;

namespace GanLab.Fuzzing.Families;

/// <summary>Named tensors after a JSON header.</summary>
internal sealed class SafeTensorsFamily : ReaderFamily
{
    internal override string Name => "safetensors";

    internal override IEnumerable<byte[]> Seeds()
    {
        yield return Written([]);
        yield return Written([], KeyValuePair.Create("k", "v"));
        yield return Written([Tensor("w", TensorDType.F32, 2, 3), Tensor("n", TensorDType.I64), Tensor("empty", TensorDType.U8, 0)], KeyValuePair.Create("step", "5"));
        yield return Written([.. Enum.GetValues<TensorDType>().Select((type, i) => Tensor($"block{i}.weight", type, i % 3, 2))]);
    }

    internal override byte[] Mutate(byte[] file, byte[] other, Random random)
    {
        if (random.Next(4) == 0 || file.Length < sizeof(long))
        {
            return ByteMutator.Mutate(file, other, random);
        }

        var length = (int)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(file), (ulong)file.Length - sizeof(long));
        var json = JsonMutator.Mutate(file.AsSpan(sizeof(long), length), other, random);
        var start = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(start, json.Length);
        return [.. start, .. json, .. file.AsSpan(sizeof(long) + length)];
    }

    internal override object Read(byte[] file) => SafeTensorsFile.Read(new MemoryStream(file), FileName);

    internal override int Digest(object content)
    {
        var (tensors, metadata) = (SafeTensorsContent)content;
        var hash = new HashCode();
        foreach (var (name, tensor) in tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.Add((name, tensor.ToString()));
            hash.AddBytes(tensor.Data.Span);
        }

        foreach (var text in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.Add(text);
        }

        return hash.ToHashCode();
    }

    internal override byte[] Write(object content)
    {
        var (tensors, metadata) = (SafeTensorsContent)content;
        using var stream = new MemoryStream();
        SafeTensorsFile.Write(stream, tensors, metadata);
        return stream.ToArray();
    }

    private static KeyValuePair<string, RawTensor> Tensor(string name, TensorDType type, params long[] shape) =>
        new(name, new RawTensor(type, shape, new byte[type.ByteCount(shape)!.Value]));

    private static byte[] Written(KeyValuePair<string, RawTensor>[] tensors, params KeyValuePair<string, string>[] metadata)
    {
        using var stream = new MemoryStream();
        SafeTensorsFile.Write(stream, tensors, metadata);
        return stream.ToArray();
    }
}
