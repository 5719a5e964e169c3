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

    private string Saved(TrainingRun run)
    {
        Checkpoint.Write(Target, run.State.Tensors(), run.State.Counters());
        return Target;
    }

    [Fact]
    public void Tensors_and_counters_come_back_as_they_were()
    {
        var counters = new Dictionary<string, long> { ["step"] = 3, ["samples_seen"] = long.MaxValue };

        Checkpoint.Write(Target, Numbers(), counters);
        var (tensors, read) = Checkpoint.Read(Target);

        Assert.Equal(counters, read);
        var back = tensors.Select(pair => KeyValuePair.Create(pair.Key, TensorBytes.To(pair.Value)));
        Assert.Empty(new Snapshot(Numbers()).DifferencesTo(new Snapshot(back)));
        Assert.All(Numbers(), pair => Assert.Equal(pair.Value.shape, tensors[pair.Key].Shape));
    }

    [Fact]
    public void Channels_last_and_transposed_tensors_are_saved_in_the_order_of_their_indices()
    {
        Checkpoint.Write(Target, new Dictionary<string, Tensor> { ["t"] = arange(6, ScalarType.Float32).reshape(2, 3).transpose(0, 1) }, new Dictionary<string, long>());

        using var read = TensorBytes.To(Checkpoint.Read(Target).Tensors["t"]);

        Assert.Equal([0f, 3, 1, 4, 2, 5], read.data<float>().ToArray());
    }

    [Fact]
    public void A_folder_that_is_there_is_not_replaced()
    {
        Checkpoint.Write(Target, Numbers(), new Dictionary<string, long> { ["step"] = 3 });

        var error = Assert.Throws<IOException>(() => Checkpoint.Write(Target, Numbers(), new Dictionary<string, long> { ["step"] = 4 }));

        Assert.Contains("exists already", error.Message);
        Assert.Equal(3, Checkpoint.Read(Target).Counters["step"]);
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_leaves_nothing_behind()
    {
        var tensors = new Dictionary<string, Tensor> { ["__metadata__"] = zeros(1) }; // a name that the format keeps for itself

        Assert.ThrowsAny<Exception>(() => Checkpoint.Write(Target, tensors, new Dictionary<string, long>()));

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    public static TheoryData<string, string> Damages() => new()
    {
        { "cut", "SHA-256" },
        { "one byte", "SHA-256" },
        { "no tensors", "state.safetensors': the file is missing" },
        { "no manifest", "checkpoint.json': the file is missing" },
        { "no JSON", "checkpoint.json': it is no JSON" },
        { "other JSON", "checkpoint.json': it is no checkpoint of this program" },
        { "wrong hash", "but checkpoint.json says 0000" },
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
            default:
                var text = File.ReadAllText(manifest);
                var hash = text.IndexOf("sha256\": \"", StringComparison.Ordinal) + 10;
                File.WriteAllText(manifest, text[..hash] + new string('0', 64) + text[(hash + 64)..]);
                break;
        }
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

        var error = Assert.Throws<CheckpointMismatchException>(() => other.Restore(Saved(saved)));

        Assert.Contains(tensor, error.Message);
        Assert.Contains(Target, error.Message);
        Assert.Empty(before.DifferencesTo(Snapshot.Of(other.State)));
    }

    [Fact]
    public void A_checkpoint_without_a_counter_is_refused_and_changes_nothing()
    {
        using var run = Some.QuickRun();
        Checkpoint.Write(Target, run.State.Tensors(), run.State.Counters().Where(pair => pair.Key != "samples_seen").ToDictionary());
        run.Train([], default);
        var before = Snapshot.Of(run.State);

        var error = Assert.Throws<CheckpointMismatchException>(() => run.Restore(Target));

        Assert.Contains("samples_seen", error.Message);
        Assert.Empty(before.DifferencesTo(Snapshot.Of(run.State)));
    }
}
