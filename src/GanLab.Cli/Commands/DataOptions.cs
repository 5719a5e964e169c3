using System.CommandLine;
using GanLab.Configuration;
using GanLab.Data;

namespace GanLab.Cli.Commands;

/// <summary>The options by which the data commands name a set and how it would be trained on.</summary>
internal sealed class DataOptions
{
    private readonly Option<string> dataset = new("--dataset")
    {
        HelpName = "NAME",
        Description = "What the data is, from 'gan list datasets' (default: told from the files).",
    };

    private readonly Option<string> size = new("--size")
    {
        HelpName = "PIXELS",
        Description = "Height and width that it is trained at (default: the data set's).",
    };

    private readonly Option<string> channels = new("--channels")
    {
        HelpName = "N",
        Description = "1 for grey, 3 for RGB (default: the data set's).",
    };

    private readonly Option<string> partition = new("--partition")
    {
        HelpName = "PART",
        Description = "auto, train, validation, test or all, as data.partition of training (default: auto).",
    };

    /// <summary>All of them, in the order of the help.</summary>
    internal IEnumerable<Option> All => [dataset, size, channels, partition];

    /// <summary>The set that was asked for.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="directory">Where it is.</param>
    /// <param name="guess">Tells the set from where it is, when it is not named.</param>
    /// <exception cref="ConfigException">A value cannot be read.</exception>
    internal DatasetRequest Read(ParseResult result, string directory, Func<string, string> guess)
    {
        // The configuration knows how its values are written and what they can be.
        var builder = new ConfigBuilder();
        builder.Set("data.name", result.GetValue(dataset) ?? guess(directory), "--dataset");
        Set(builder, "data.size", result.GetValue(size), "--size");
        Set(builder, "data.channels", result.GetValue(channels), "--channels");
        Set(builder, "data.partition", result.GetValue(partition), "--partition");
        var data = builder.Build().Data;
        return new DatasetRequest
        {
            Name = data.Name,
            Directory = directory,
            Size = data.Size > 0 ? data.Size : null,
            Channels = data.Channels > 0 ? data.Channels : null,
            Partition = data.Partition,
        };
    }

    private static void Set(ConfigBuilder builder, string path, string? value, string source)
    {
        if (value is not null)
        {
            builder.Set(path, value, source);
        }
    }
}
