using System.Runtime.InteropServices;
using GanLab.Formats.Tests.Support;
using GanLab.Formats.TorchArchive;

namespace GanLab.Formats.Tests.TorchArchive;

/// <summary>One run of Python writes the files that the tests below read.</summary>
public sealed class PythonFiles : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public PythonFiles()
    {
        if (!PythonTorch.IsAbsent)
        {
            PythonTorch.Run(
                """
                import os, sys, torch
                from collections import OrderedDict
                os.chdir(sys.argv[1])
                a = torch.arange(24.).reshape(2, 3, 4)
                torch.save({
                    "transposed": a.permute(2, 0, 1), "slice": a[1, 1:, ::2], "row": a[1], "expanded": torch.tensor([3.]).expand(2, 3),
                    "half": torch.tensor([1.5]).half(), "bfloat16": torch.tensor([1.5]).bfloat16(), "double": torch.tensor([0.1]).double(),
                    "long": torch.tensor(-7), "int": torch.tensor([-70000]).int(), "short": torch.tensor([-300]).short(),
                    "char": torch.tensor([-1]).char(), "byte": torch.tensor([255]).byte(), "bool": torch.tensor([True, False]),
                    "parameter": torch.nn.Parameter(torch.ones(2)), "empty": torch.zeros(0, 4),
                }, "tensors.pt")
                m = torch.nn.Sequential(torch.nn.ConvTranspose2d(2, 1, 1), torch.nn.BatchNorm2d(1))
                torch.save({"g": m.state_dict(), "config": {
                    "n": 1, "big": 2**40, "neg": -5, "lr": 2e-4, "name": "Ж 🙂", "flag": True, "none": None, "betas": (0.5, 0.999),
                    "list": [1, [2]], "size": a.shape, 3: "integer key"}}, "nested.pt")
                o = torch.optim.Adam(m.parameters()); m(torch.ones(2, 2, 1, 1)).sum().backward(); o.step()
                torch.save(o.state_dict(), "adam.pt")
                torch.save({"a": a}, "protocol5.pt", pickle_protocol=5)
                torch.save([a], "old.pt", _use_new_zipfile_serialization=False)
                torch.save(m, "module.pt")
                torch.save(a.conj() if False else torch.complex(a, a), "complex.pt")
                torch.jit.save(torch.jit.script(m), "script.pt")
                """,
                folder.Path);
        }
    }

    public PickleValue Read(string name)
    {
        PythonTorch.Require();
        return TorchArchiveFile.Read(folder.In(name));
    }

    public void Dispose() => folder.Dispose();
}

public class WeReadPythonTests(PythonFiles files) : IClassFixture<PythonFiles>
{
    [SkippableFact]
    public void Views_are_read_in_row_major_order_whatever_their_strides()
    {
        var root = Assert.IsType<PickleDictionary>(files.Read("tensors.pt"));

        // Element (i, j, k) of the permuted tensor is element (j, k, i) of 0..23 in shape [2, 3, 4].
        var permuted = from i in Enumerable.Range(0, 4) from j in Enumerable.Range(0, 2) from k in Enumerable.Range(0, 3) select (12f * j) + (4 * k) + i;
        AssertFloats(root, "transposed", [4, 2, 3], [.. permuted]);
        AssertFloats(root, "slice", [2, 2], [16, 18, 20, 22]);
        AssertFloats(root, "row", [3, 4], [.. Enumerable.Range(12, 12).Select(i => (float)i)]);
        AssertFloats(root, "expanded", [2, 3], [3, 3, 3, 3, 3, 3]);
        AssertFloats(root, "parameter", [2], [1, 1]);
        AssertFloats(root, "empty", [0, 4], []);
    }

    [SkippableFact]
    public void Every_type_is_read_bit_for_bit()
    {
        var root = Assert.IsType<PickleDictionary>(files.Read("tensors.pt"));

        AssertTensor(root, "half", TensorDType.F16, [1], BitConverter.GetBytes((Half)1.5));
        AssertTensor(root, "bfloat16", TensorDType.BF16, [1], [0xC0, 0x3F]);
        AssertTensor(root, "double", TensorDType.F64, [1], BitConverter.GetBytes(0.1f + 0.0));
        AssertTensor(root, "long", TensorDType.I64, [], Some.Longs(-7));
        AssertTensor(root, "int", TensorDType.I32, [1], BitConverter.GetBytes(-70000));
        AssertTensor(root, "short", TensorDType.I16, [1], BitConverter.GetBytes((short)-300));
        AssertTensor(root, "char", TensorDType.I8, [1], [0xFF]);
        AssertTensor(root, "byte", TensorDType.U8, [1], [255]);
        AssertTensor(root, "bool", TensorDType.BOOL, [2], [1, 0]);
    }

    [SkippableFact]
    public void Nested_values_and_a_state_dict_are_read_in_order()
    {
        var root = Assert.IsType<PickleDictionary>(files.Read("nested.pt"));

        Assert.True(root.TryGet<PickleDictionary>("g", out var state) && state.IsOrderedDict);
        Assert.Equal(
            ["0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked"], state.Keys);
        Assert.True(root.TryGet<PickleDictionary>("config", out var config));
        Assert.Equal(["n", "big", "neg", "lr", "name", "flag", "none", "betas", "list", "size", "3"], config.Keys);
        Assert.Equal("1 1099511627776 -5 0.0002 Ж 🙂 True None (0.5, 0.999) [1, [2]] (2, 3, 4) integer key", string.Join(" ", config.Select(pair => Show(pair.Value))));
    }

    [SkippableFact]
    public void The_state_of_an_optimizer_is_read()
    {
        var root = Assert.IsType<PickleDictionary>(files.Read("adam.pt"));

        Assert.Equal(["state", "param_groups"], root.Keys);
        Assert.True(root.TryGet<PickleDictionary>("state", out var state));
        Assert.Equal(["0", "1", "2", "3"], state.Keys);
    }

    [SkippableFact]
    public void Newer_pickle_protocols_are_read() =>
        Assert.Equal(["a"], Assert.IsType<PickleDictionary>(files.Read("protocol5.pt")).Keys);

    [SkippableTheory]
    [InlineData("old.pt", "as PyTorch wrote before 1.6")]
    [InlineData("module.pt", "'torch.nn.modules.container.Sequential', which is refused because it could run code")]
    [InlineData("complex.pt", "ComplexFloatStorage")]
    [InlineData("script.pt", "TorchScript")]
    public void Other_files_of_PyTorch_are_refused_with_what_to_do(string name, string expected)
    {
        var error = Assert.Throws<MalformedFileException>(() => files.Read(name));

        Assert.Contains(expected, error.Message);
    }

    private static void AssertFloats(PickleDictionary root, string name, long[] shape, float[] expected) =>
        AssertTensor(root, name, TensorDType.F32, shape, MemoryMarshal.AsBytes(expected.AsSpan()).ToArray());

    private static void AssertTensor(PickleDictionary root, string name, TensorDType type, long[] shape, byte[] expected)
    {
        Assert.True(root.TryGet<PickleTensor>(name, out var value));
        Assert.Equal(type, value.Tensor.DType);
        Assert.Equal(shape, value.Tensor.Shape);
        Assert.Equal(expected, value.Tensor.Data.ToArray());
    }

    private static string Show(PickleValue value) => value switch
    {
        PickleNone => "None",
        PickleBoolean boolean => boolean.Value.ToString(),
        PickleInteger integer => $"{integer.Value}",
        PickleFloat number => $"{number.Value}",
        PickleString text => text.Value,
        PickleSequence { IsTuple: true } tuple => $"({string.Join(", ", tuple.Items.Select(Show))})",
        PickleSequence list => $"[{string.Join(", ", list.Items.Select(Show))}]",
        _ => value.PythonType,
    };
}
