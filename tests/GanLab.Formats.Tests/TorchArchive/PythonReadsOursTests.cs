using GanLab.Formats.Tests.Support;
using GanLab.Formats.TorchArchive;

namespace GanLab.Formats.Tests.TorchArchive;

public sealed class PythonReadsOursTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void Python_loads_every_type_and_value_with_weights_only()
    {
        PythonTorch.Require();
        var path = folder.In("g.pt");
        TorchArchiveFile.Write(path, new PickleDictionary
        {
            ["g"] = PickleDictionary.StateDict(
            [
                new("main.0.weight", new RawTensor(TensorDType.F32, [2, 3], Some.Floats(0, 1, 2, 3, 4, -5.5f))),
                new("main.1.num_batches_tracked", new RawTensor(TensorDType.I64, [], Some.Longs(-7))),
                new("double", new RawTensor(TensorDType.F64, [1], BitConverter.GetBytes(0.1))),
                new("half", new RawTensor(TensorDType.F16, [1, 1], BitConverter.GetBytes((Half)1.5))),
                new("bfloat16", new RawTensor(TensorDType.BF16, [2], new byte[] { 0xC0, 0x3F, 0x00, 0x40 })),
                new("int", new RawTensor(TensorDType.I32, [1], BitConverter.GetBytes(-70000))),
                new("short", new RawTensor(TensorDType.I16, [1], BitConverter.GetBytes((short)-300))),
                new("char", new RawTensor(TensorDType.I8, [1], new byte[] { 0xFF })),
                new("byte", new RawTensor(TensorDType.U8, [3], new byte[] { 0, 128, 255 })),
                new("bool", new RawTensor(TensorDType.BOOL, [2], new byte[] { 1, 0 })),
                new("empty", new RawTensor(TensorDType.F32, [0, 4], default)),
            ]),
            ["config"] = new PickleDictionary
            {
                ["text"] = "Ж 🙂",
                ["ints"] = new PickleSequence([0, 255, 256, 65536, -1, int.MinValue, long.MaxValue, long.MinValue]),
                ["none"] = PickleNone.Value,
                ["tuple"] = new PickleSequence([true, false], isTuple: true),
                ["nothing"] = new PickleSequence([]),
                ["empty"] = new PickleDictionary(),
            },
        });

        var output = PythonTorch.Run(
            """
            import collections, sys, torch
            d = torch.load(sys.argv[1], weights_only=True)
            g, c = d["g"], d["config"]
            assert type(g) is collections.OrderedDict and type(d) is dict and type(c) is dict
            w = g["main.0.weight"]
            assert w.dtype == torch.float32 and w.is_contiguous() and not w.requires_grad
            assert w.tolist() == [[0, 1, 2], [3, 4, -5.5]]
            n = g["main.1.num_batches_tracked"]
            assert n.dtype == torch.int64 and n.shape == () and n.item() == -7
            assert g["double"].dtype == torch.float64 and g["double"].item() == 0.1
            assert g["half"].dtype == torch.float16 and g["half"].tolist() == [[1.5]]
            assert g["bfloat16"].dtype == torch.bfloat16 and g["bfloat16"].tolist() == [1.5, 2]
            assert g["int"].dtype == torch.int32 and g["int"].tolist() == [-70000]
            assert g["short"].dtype == torch.int16 and g["short"].tolist() == [-300]
            assert g["char"].dtype == torch.int8 and g["char"].tolist() == [-1]
            assert g["byte"].dtype == torch.uint8 and g["byte"].tolist() == [0, 128, 255]
            assert g["bool"].dtype == torch.bool and g["bool"].tolist() == [True, False]
            assert g["empty"].shape == (0, 4)
            assert list(g)[:2] == ["main.0.weight", "main.1.num_batches_tracked"]
            assert c == {"text": "Ж 🙂", "ints": [0, 255, 256, 65536, -1, -2**31, 2**63 - 1, -2**63], "none": None,
                         "tuple": (True, False), "nothing": [], "empty": {}}, c
            print("same", end="")
            """,
            path);

        Assert.Equal("same", output);
    }

    [SkippableFact]
    public void A_module_takes_a_state_dict_of_ours_and_floats_are_read_where_torch_allows_them()
    {
        PythonTorch.Require();
        var (module, floats) = (folder.In("module.pt"), folder.In("floats.pt"));
        TorchArchiveFile.Write(module, PickleDictionary.StateDict(
        [
            new("weight", new RawTensor(TensorDType.F32, [1, 2], Some.Floats(2, 3))),
            new("bias", new RawTensor(TensorDType.F32, [1], Some.Floats(10))),
        ]));
        TorchArchiveFile.Write(floats, new PickleDictionary { ["lr"] = 0.1, ["inf"] = double.NegativeInfinity });

        var output = PythonTorch.Run(
            """
            import sys, torch, zipfile
            m = torch.nn.Linear(2, 1)
            m.load_state_dict(torch.load(sys.argv[1], weights_only=True))
            assert m(torch.tensor([1., 1.])).item() == 15
            # Python's own zip module checks every checksum, and PyTorch maps contents at multiples of 64 bytes.
            z = zipfile.ZipFile(sys.argv[1])
            assert z.testzip() is None
            for i in z.infolist():
                z.fp.seek(i.header_offset + 26)
                lengths = z.fp.read(4)
                data = i.header_offset + 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
                assert data % 64 == 0, (i.filename, data)
            # The restricted unpickler of 1.13 lacks the instruction for floats.
            old = torch.__version__.startswith("1.")
            assert torch.load(sys.argv[2], weights_only=not old) == {"lr": 0.1, "inf": float("-inf")}
            print("same", end="")
            """,
            module,
            floats);

        Assert.Equal("same", output);
    }
}
