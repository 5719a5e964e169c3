using System.IO.Compression;
using System.Text;
using GanLab.Formats.Numpy;
using GanLab.Formats.Tests.Support;

namespace GanLab.Formats.Tests.Numpy;

public sealed class NpzWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_array_is_laid_out_as_the_format_says()
    {
        using var zip = new ZipArchive(new MemoryStream(Written(arrays =>
        {
            arrays.Begin("arr_0", TensorDType.U8, 2, 3);
            arrays.Write([1, 2, 3, 4]);
            arrays.Write([5, 6]);
        })));

        var entry = Assert.Single(zip.Entries);
        Assert.Equal(("arr_0.npy", 128 + 6, 128 + 6), (entry.FullName, entry.Length, entry.CompressedLength));
        var content = new byte[128 + 6];
        using var stream = entry.Open();
        stream.ReadExactly(content);
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0, 118, 0], content[..10]);
        Assert.Equal(
            "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3), }".PadRight(117) + "\n",
            Encoding.ASCII.GetString(content[10..128]));
        Assert.Equal([1, 2, 3, 4, 5, 6], content[128..]);
    }

    [SkippableFact]
    public void NumPy_reads_every_type_it_has_and_every_rank()
    {
        PythonTorch.Require();
        var path = folder.In("a.npz");
        File.WriteAllBytes(path, Written(arrays =>
        {
            void Add(string name, TensorDType type, long[] shape, byte[] numbers)
            {
                arrays.Begin(name, type, shape);
                arrays.Write(numbers);
            }

            Add("scalar", TensorDType.F64, [], BitConverter.GetBytes(0.1));
            Add("labels", TensorDType.I64, [3], Some.Longs(7, -2, long.MaxValue));
            Add("points", TensorDType.F32, [2, 2], Some.Floats(0, 1.5f, -2, float.NaN));
            Add("images", TensorDType.U8, [1, 2, 1, 3], [0, 127, 255, 1, 2, 3]);
            Add("none", TensorDType.I32, [0, 4], []);
            Add("half", TensorDType.F16, [1], BitConverter.GetBytes((Half)1.5));
            Add("short", TensorDType.I16, [1], BitConverter.GetBytes((short)-300));
            Add("char", TensorDType.I8, [1], [0xFF]);
            Add("bool", TensorDType.BOOL, [2], [1, 0]);
        }));

        var output = PythonTorch.Run(
            """
            import sys, numpy
            a = numpy.load(sys.argv[1])
            for name in a.files:
                print(name, a[name].dtype, a[name].shape, a[name].tolist(), a[name].flags["C_CONTIGUOUS"])
            """,
            path);

        Assert.Equal(
            """
            scalar float64 () 0.1 True
            labels int64 (3,) [7, -2, 9223372036854775807] True
            points float32 (2, 2) [[0.0, 1.5], [-2.0, nan]] True
            images uint8 (1, 2, 1, 3) [[[[0, 127, 255]], [[1, 2, 3]]]] True
            none int32 (0, 4) [] True
            half float16 (1,) [1.5] True
            short int16 (1,) [-300] True
            char int8 (1,) [-1] True
            bool bool (2,) [True, False] True
            """,
            output.TrimEnd());
    }

    [Fact]
    public void Nothing_says_when_a_file_was_made()
    {
        using var zip = new ZipArchive(new MemoryStream(Written(arrays => arrays.Begin("a", TensorDType.U8, 0))));

        Assert.Equal(new DateTime(1980, 1, 1), Assert.Single(zip.Entries).LastWriteTime.DateTime);
    }

    [Fact]
    public void Numbers_too_many_or_too_few_are_refused()
    {
        Assert.Contains("'a' has room for 2 bytes more, not for 3", Refused(arrays =>
        {
            arrays.Begin("a", TensorDType.U8, 2);
            arrays.Write([1, 2, 3]);
        }));
        Assert.Contains("Of the array 'a' 8 bytes are missing", Refused(arrays => arrays.Begin("a", TensorDType.F32, 2)));
        Assert.Contains("Of the array 'a' 1 bytes are missing", Refused(arrays =>
        {
            arrays.Begin("a", TensorDType.U8, 1);
            arrays.Begin("b", TensorDType.U8, 1);
        }));
        Assert.Contains("room for 0 bytes", Refused(arrays => arrays.Write([1])));
    }

    [Fact]
    public void Arrays_that_cannot_be_are_refused()
    {
        using var arrays = new NpzWriter(new MemoryStream());

        Assert.Throws<ArgumentException>(() => arrays.Begin("a", TensorDType.U8, -1));
        Assert.Throws<ArgumentException>(() => arrays.Begin("a", TensorDType.F64, long.MaxValue, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => arrays.Begin("a", TensorDType.BF16, 1));
        Assert.Throws<ArgumentException>(() => arrays.Begin("a", TensorDType.U8, [.. Enumerable.Repeat(1L, 33)]));
    }

    private static byte[] Written(Action<NpzWriter> add)
    {
        var stream = new MemoryStream();
        using var arrays = new NpzWriter(stream);
        add(arrays);
        arrays.Finish();
        return stream.ToArray();
    }

    private static string Refused(Action<NpzWriter> add) => Assert.Throws<InvalidOperationException>(() => Written(add)).Message;
}
