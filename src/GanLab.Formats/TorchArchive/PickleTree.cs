namespace GanLab.Formats.TorchArchive;

/// <summary>Turns what a pickle has built into a tree of values.</summary>
/// <remarks>
/// A pickle can make a list contain itself, or a small number of lists that refer to each other stand for a tree of
/// astronomical size; the caps on depth and on values end both.
/// </remarks>
/// <param name="code">The pickle; a tree may have several times as many values as it has bytes, but not more.</param>
internal sealed class PickleTree(PickleCode code)
{
    private const int GreatestDepth = 64;
    private const int GreatestCount = 1 << 20;

    private readonly long limit = Math.Min(GreatestCount, 64 + (16L * code.Length));
    private long count;

    public PickleValue Close(object root) => Close(root, 0);

    private PickleValue Close(object value, int depth)
    {
        if (depth > GreatestDepth)
        {
            throw MalformedFileException.TooLarge(code.Path, "the depth of the pickle's tree", depth, GreatestDepth);
        }

        if (++count > limit)
        {
            throw MalformedFileException.TooLarge(code.Path, "the number of values in the pickle's tree", count, limit);
        }

        return value switch
        {
            PickleValue closed => closed,
            OpenDictionary dictionary => Close(dictionary, depth),
            OpenList list => new PickleSequence([.. list.Items.Select(item => Close(item, depth + 1))]),
            object[] tuple => new PickleSequence([.. tuple.Select(item => Close(item, depth + 1))], isTuple: true),
            _ => throw MalformedFileException.Unsupported(
                code.Path, "a bare storage or class as a value", "save tensors and plain values only"),
        };
    }

    private PickleDictionary Close(OpenDictionary open, int depth)
    {
        var closed = new PickleDictionary { IsOrderedDict = open.IsOrderedDict };
        foreach (var (key, value) in open.Items)
        {
            if (!closed.TryAdd(key, Close(value, depth + 1)))
            {
                throw MalformedFileException.Damaged(code.Path, $"a dictionary has two entries called '{key}'");
            }
        }

        return closed;
    }
}
