using GanLab.Checkpoints;
using GanLab.Experiment;
using GanLab.Formats;
using GanLab.Tests.Support;
using static TorchSharp.torch;

namespace GanLab.Tests.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();

    private string Target => Path.Combine(folder.Path, "000003");

    public void Dispose()
    {
        scope.Dispose();
        folder.Dispose();
    }

    private static Dictionary<string, Tensor> Numbers() => new()
    {
        ["generator/weight"] = Some.Normal(1, 2, 3),
        ["generator/batches"] = tensor(7L),
        ["half"] = Some.Normal(2, 4).to(ScalarType.Float16),
        ["nothing"] = zeros(0, 4),
    };

    private static CheckpointHeader Header() => new() { Step = 3 };

    private string Saved(TrainingRun run)
    {
        run.Save(Target);
        return Target;
    }

    [Fact]
    public void Tensors_and_counters_come_back_as_they_were()
    {
        var counters = new Dictionary<string, long> { ["step"] = 3, ["samples_seen"] = long.MaxValue };

        Checkpoint.Write(Target, Numbers(), counters, Header());
        var (tensors, read, _) = Checkpoint.Read(Target);

        Assert.Equal(counters, read);
        var back = tensors.Select(pair => KeyValuePair.Create(pair.Key, TensorBytes.To(pair.Value)));
        Assert.Empty(new Snapshot(Numbers()).DifferencesTo(new Snapshot(back)));
        Assert.All(Numbers(), pair => Assert.Equal(pair.Value.shape, tensors[pair.Key].Shape));
    }

    [Fact]
    public void Channels_last_and_transposed_tensors_are_saved_in_the_order_of_their_indices()
    {
        Checkpoint.Write(Target, new Dictionary<string, Tensor> { ["t"] = arange(6, ScalarType.Float32).reshape(2, 3).transpose(0, 1) }, new Dictionary<string, long>(), Header());

        using var read = TensorBytes.To(Checkpoint.Read(Target).Tensors["t"]);

        Assert.Equal([0f, 3, 1, 4, 2, 5], read.data<float>().ToArray());
    }

    [Fact]
    public void A_folder_that_is_there_is_not_replaced()
    {
        Checkpoint.Write(Target, Numbers(), new Dictionary<string, long> { ["step"] = 3 }, Header());

        var error = Assert.Throws<IOException>(() => Checkpoint.Write(Target, Numbers(), new Dictionary<string, long> { ["step"] = 4 }, Header()));

        Assert.Contains("exists already", error.Message);
        Assert.Equal(3, Checkpoint.Read(Target).Counters["step"]);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_leaves_nothing_behind()
    {
        var tensors = new Dictionary<string, Tensor> { ["__metadata__"] = zeros(1) }; // a name that the format keeps for itself

        Assert.ThrowsAny<Exception>(() => Checkpoint.Write(Target, tensors, new Dictionary<string, long>(), Header()));

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    public static TheoryData<string, string> Damages() => new()
    {
        { "cut", "bytes, but checkpoint.json says" },
        { "one byte", "SHA-256" },
        { "no tensors", "state.safetensors': the file is missing" },
        { "no manifest", "checkpoint.json': the file is missing" },
        { "no JSON", "checkpoint.json': it is not the JSON that it should be" },
        { "counter", "checkpoint.json': its content does not match its own SHA-256" },
        { "nested", "checkpoint.json': it is not the JSON that it should be" },
        { "twice", "checkpoint.json': it is not the JSON that it should be" },
        { "longer", "bytes, but checkpoint.json says" },
        { "other JSON", "checkpoint.json': it is no checkpoint of this program" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_checkpoint_is_refused_by_name_and_changes_nothing(string damage, string expected)
    {
        using var run = Some.QuickRun();
        var (tensors, manifest) = (Path.Combine(Saved(run), "state.safetensors"), Path.Combine(Target, "checkpoint.json"));
        run.Train([], default);
        Damage(damage, tensors, manifest);
        var before = Snapshot.Of(run.State);

        var error = Assert.Throws<MalformedFileException>(() => run.Restore(Target));

        Assert.Contains(expected, error.Message);
        Assert.Contains("use an earlier checkpoint", error.Message);
        Assert.Empty(before.DifferencesTo(Snapshot.Of(run.State)));
    }

    private static void Damage(string damage, string tensors, string manifest)
    {
        var content = File.ReadAllBytes(tensors);
        switch (damage)
        {
            case "cut":
                File.WriteAllBytes(tensors, content[..^1]);
                break;
            case "one byte":
                content[^5] ^= 1;
                File.WriteAllBytes(tensors, content);
                break;
            case "no tensors":
                File.Delete(tensors);
                break;
            case "no manifest":
                File.Delete(manifest);
                break;
            case "no JSON":
                File.WriteAllText(manifest, "{");
                break;
            case "other JSON":
                File.WriteAllText(manifest, "{}");
                break;
            case "counter":
                Edit(manifest, "\"samples_seen\": ", "\"samples_seen\": 1");
                break;
            case "nested":
                File.WriteAllText(manifest, new string('[', 1_000_000));
                break;
            case "twice":
                Edit(manifest, "\"step\":", "\"step\": 1,\n\"step\":");
                break;
            case "longer":
                File.AppendAllText(tensors, "x");
                break;
            default:
                throw new ArgumentException(damage);
        }
    }

    private static void Edit(string file, string from, string to)
    {
        var text = File.ReadAllText(file);
        Assert.Contains(from, text);
        File.WriteAllText(file, text.Replace(from, to, StringComparison.Ordinal));
    }

    [Fact]
    public void A_checkpoint_that_is_not_there_is_reported_as_not_whole()
    {
        using var run = Some.QuickRun();

        Assert.Throws<MalformedFileException>(() => run.Restore(Path.Combine(folder.Path, "nowhere")));
    }

    [Theory]
    [InlineData("model.generatorWidth=16", "generator/main.0.weight")]
    [InlineData("model.name=dcgan,data.name=glyphs", "generator/main.")]
    [InlineData("model.conditional=true", "generator/main.0.weight")]
    [InlineData("generatorOptimizer.name=rmsprop", "generator_optimizer/main.0.weight/square_avg")]
    [InlineData("discriminatorOptimizer.name=sgd", "discriminator_optimizer/main.0.")]
    public void A_checkpoint_of_another_configuration_is_refused_by_the_tensor_and_changes_nothing(string settings, string tensor)
    {
        using var saved = Some.QuickRun();
        saved.Train([], default);
        using var other = Some.QuickRun(settings.Split(','));
        var before = Snapshot.Of(other.State);

        var accepted = settings.Split(',').Select(setting => setting.Split('=')[0]).ToArray();
        var error = Assert.Throws<CheckpointMismatchException>(() => other.Restore(Saved(saved), new Continuation { Accepted = accepted }));

        Assert.Contains(tensor, error.Message);
        Assert.Contains(Target, error.Message);
        Assert.Empty(before.DifferencesTo(Snapshot.Of(other.State)));
    }

    [Theory]
    [InlineData("generator_optimizer/nobody", 3, "has no place among the counters")]
    [InlineData("step", -1, "nothing counts below 0")]
    public void A_counter_that_belongs_nowhere_or_counts_below_0_is_refused_and_changes_nothing(string name, long value, string expected)
    {
        using var run = Some.QuickRun();
        Checkpoint.Write(Target, run.State.Tensors(), new Dictionary<string, long>(run.State.Counters()) { [name] = value }, Header());
        run.Train([], default);
        var before = Snapshot.Of(run.State);

        var error = Assert.Throws<CheckpointMismatchException>(() => run.Restore(Target));

        Assert.Contains($"'{name}'", error.Message);
        Assert.Contains(expected, error.Message);
        Assert.Empty(before.DifferencesTo(Snapshot.Of(run.State)));
    }

    [Fact]
    public void A_checkpoint_without_a_counter_is_refused_and_changes_nothing()
    {
        using var run = Some.QuickRun();
        Checkpoint.Write(Target, run.State.Tensors(), run.State.Counters().Where(pair => pair.Key != "samples_seen").ToDictionary(), Header());
        run.Train([], default);
        var before = Snapshot.Of(run.State);

        var error = Assert.Throws<CheckpointMismatchException>(() => run.Restore(Target));

        Assert.Contains("samples_seen", error.Message);
        Assert.Empty(before.DifferencesTo(Snapshot.Of(run.State)));
    }
}
