using GanLab.Checkpoints;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Checkpoints;

/// <summary>g.safetensors is what the published description of the format says, both ways; Python reads it with nothing but that.</summary>
public sealed class PythonSafeTensorsTests : IDisposable
{
    // https://github.com/huggingface/safetensors, "Format", with the checks that the reference makes.
    private const string Format =
        """
        import json, struct, sys
        import torch

        TYPES = {"F32": torch.float32, "F64": torch.float64, "I64": torch.int64, "U8": torch.uint8}

        def read(path):
            data = open(path, "rb").read()
            (length,) = struct.unpack("<Q", data[:8])
            assert data[8:9] == b"{" and (8 + length) % 8 == 0
            header = json.loads(data[8:8 + length])
            metadata = header.pop("__metadata__", {})
            assert all(type(key) is str and type(text) is str for key, text in metadata.items())
            tensors, end = {}, 0
            for name, entry in sorted(header.items(), key=lambda item: tuple(item[1]["data_offsets"])):
                begin, stop = entry["data_offsets"]
                assert begin == end, "a gap or an overlap"
                tensor = torch.frombuffer(bytearray(data[8 + length + begin:8 + length + stop]), dtype=TYPES[entry["dtype"]])
                tensors[name], end = tensor.reshape(entry["shape"]), stop
            assert 8 + length + end == len(data)
            return tensors, metadata

        def write(path, tensors, metadata):
            header, data = {"__metadata__": metadata}, b""
            for name, tensor in tensors.items():
                content = tensor.contiguous().numpy().tobytes()
                kind = next(key for key, value in TYPES.items() if value is tensor.dtype)
                header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(content)]}
                data += content
            text = json.dumps(header).encode()
            text += b" " * (-len(text) % 8)
            open(path, "wb").write(struct.pack("<Q", len(text)) + text + data)

        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("dcgan")]
    [InlineData("mlp")]
    public void Python_finds_in_safetensors_what_it_finds_in_the_archive(string model)
    {
        PythonTorch.Require();
        using var run = Some.Run($"model.name={model}", "model.conditional=true");
        run.Train([], default);
        var description = run.Describe(3, new Dictionary<string, double> { ["loss/d"] = 0.1 + 0.2, ["nothing"] = double.NaN });
        GeneratorFile.Write(folder.In("g.pt"), run.State.Average, description);
        GeneratorFile.Write(folder.In("g.safetensors"), run.State.Average, description);

        var said = PythonTorch.Run(
            Format + """
            tensors, metadata = read(sys.argv[2])
            archive = torch.load(sys.argv[1], weights_only=True)
            assert set(tensors) == set(archive["state_dict"])
            assert all(torch.equal(tensors[name], tensor) and tensors[name].dtype is tensor.dtype for name, tensor in archive.pop("state_dict").items())
            assert json.loads(metadata.pop("class_names")) == archive.pop("class_names") == list("0123456789")
            assert metadata == {name: str(value) for name, value in archive.items()}
            assert metadata["format"] == "ganlab.generator" and metadata["format_version"] == "2" and metadata["step"] == "3"
            assert json.loads(metadata["metrics"]) == {"loss/d": 0.1 + 0.2, "nothing": None}
            configuration = json.loads(metadata["configuration"])
            assert configuration["model"]["latentSize"] == 6 and "run" not in configuration and configuration["data"]["directory"] == ""
            print(len(tensors))
            """,
            folder.In("g.pt"), folder.In("g.safetensors"));

        Assert.Equal(run.State.Average.state_dict().Count, int.Parse(said, System.Globalization.CultureInfo.InvariantCulture));
    }

    [SkippableFact]
    public void What_Python_writes_is_read_with_its_changes()
    {
        PythonTorch.Require();
        using var scope = NewDisposeScope();
        using var run = Some.Run("model.conditional=true");
        GeneratorFile.Write(folder.In("g.safetensors"), run.State.Average, run.Describe(3));

        PythonTorch.Run(
            Format + """
            tensors, metadata = read(sys.argv[1])
            tensors["main.0.weight"] += 1
            metadata["step"] = "4"
            write(sys.argv[2], dict(reversed(tensors.items())), metadata)
            """,
            folder.In("g.safetensors"), folder.In("python.safetensors"));

        var (generator, description) = GeneratorFile.Read(folder.In("python.safetensors"));
        using (generator)
        {
            Assert.Equal(4, description.Step);
            Assert.Equal(run.Dataset.ClassNames, description.ClassNames);
            run.State.Average.get_parameter("main.0.weight")!.add_(1);
            Assert.Empty(new Snapshot(run.State.Average.state_dict()).DifferencesTo(new Snapshot(generator.state_dict())));
        }
    }
}
