using System.Globalization;
using GanLab.Formats;
using GanLab.Formats.TorchArchive;

namespace GanLab.Cli.Inspection;

/// <summary>What a torch.save archive holds, laid flat: plain values and tensors under dotted names.</summary>
internal sealed class ArchiveContent
{
    private readonly List<(string Name, string Value)> facts = [];
    private readonly List<(string Name, RawTensor Tensor)> tensors = [];

    /// <summary>The plain values, in the order of the file.</summary>
    internal IReadOnlyList<(string Name, string Value)> Facts => facts;

    /// <summary>The tensors, in the order of the file.</summary>
    internal IReadOnlyList<(string Name, RawTensor Tensor)> Tensors => tensors;

    /// <summary>Lays <paramref name="root"/> flat.</summary>
    internal static ArchiveContent Of(PickleValue root)
    {
        var content = new ArchiveContent();
        content.Add("", root);
        return content;
    }

    private void Add(string name, PickleValue value)
    {
        switch (value)
        {
            case PickleDictionary dictionary:
                foreach (var (key, entry) in dictionary)
                {
                    Add(Inside(name, key), entry);
                }

                break;
            case PickleSequence { Items: [PickleString, ..] texts }:
                facts.Add((name, string.Join(", ", texts.OfType<PickleString>().Select(text => text.Value))));
                break;
            case PickleSequence sequence:
                for (var i = 0; i < sequence.Items.Count; i++)
                {
                    Add(Inside(name, $"{i}"), sequence.Items[i]);
                }

                break;
            case PickleTensor tensor:
                tensors.Add((name, tensor.Tensor));
                break;
            default:
                facts.Add((name, Text(value)));
                break;
        }
    }

    private static string Inside(string name, string key) => name.Length == 0 ? key : $"{name}.{key}";

    private static string Text(PickleValue value) => value switch
    {
        PickleString text => text.Value,
        PickleInteger number => number.Value.ToString(CultureInfo.InvariantCulture),
        PickleFloat number => number.Value.ToString(CultureInfo.InvariantCulture),
        PickleBoolean flag => flag.Value ? "true" : "false",
        _ => value.PythonType,
    };
}
