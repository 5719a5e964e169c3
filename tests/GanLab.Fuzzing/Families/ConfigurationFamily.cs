using GanLab.Configuration;
using GanLab.Fuzzing.Mutation;

namespace GanLab.Fuzzing.Families;

/// <summary>Settings in JSON, such as config.json of a run and what --config names.</summary>
internal sealed class ConfigurationFamily : ReaderFamily
{
    internal override string Name => "config";

    internal override IEnumerable<byte[]> Seeds()
    {
        yield return "{ }"u8.ToArray();
        yield return System.Text.Encoding.UTF8.GetBytes(ConfigBuilder.ToJson(new ExperimentConfig()));
        yield return """
            { // by hand
              "training": { "batchSize": 32, "steps": 5, }, "model": { "name": "mlp" }, "compute": { "precision": "fp32" },
              "data": { "directory": "/tmp/\u00e9" }
            }
            """u8.ToArray();
    }

    internal override byte[] Mutate(byte[] file, byte[] other, Random random) => JsonMutator.Mutate(file, other, random);

    internal override object Read(byte[] file) => new ConfigBuilder().Overlay(file, FileName).Build();

    internal override int Digest(object content) => ConfigBuilder.ToJson((ExperimentConfig)content).GetHashCode(StringComparison.Ordinal);

    internal override byte[] Write(object content) => System.Text.Encoding.UTF8.GetBytes(ConfigBuilder.ToJson((ExperimentConfig)content));

    internal override bool IsRefusal(Exception exception) => exception is ConfigException;

    // A value out of its range is named by its path alone, since the file is one layer of several.
    internal override string? Fault(Exception refusal, int length) => ((ConfigException)refusal).Problems switch
    {
        [] => "is empty",
        var problems when problems.Any(problem => problem.Contains('\n', StringComparison.Ordinal)) => "has a problem on several lines",
        var problems when !problems.All(problem => problem.Contains(FileName, StringComparison.Ordinal) || problem.Contains('.', StringComparison.Ordinal)) =>
            "names neither the file nor a setting",
        _ => null,
    };

    // The schema's own objects, and a tree of JSON nodes.
    // Of at most 40 problems each looks through all names for one that may have been meant.
    internal override long FixedBytes => 4 << 20;

    internal override long BytesPerByte => 64;
}
