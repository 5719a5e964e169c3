using System.Runtime.InteropServices;

namespace GanLab.Formats.TorchArchive;

/// <summary>Turns what a pickle has built into a tree of values.</summary>
/// <remarks>
/// A pickle can make a list contain itself, or a small number of lists that refer to each other stand for a tree of
/// astronomical size; the caps on depth, on values and on the length of all texts end that.
/// </remarks>
/// <param name="code">The pickle; a tree may have several times as many values as it has bytes, but not more.</param>
internal sealed class PickleTree(PickleCode code)
{
    private const int GreatestDepth = 64;
    private const int GreatestCount = 1 << 20;

    private readonly long limit = Math.Min(GreatestCount, 64 + (4L * code.Length));
    private readonly long characterLimit = 64 + (4L * code.Length);
    private long count;
    private long characters;

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
            PickleString text => Counted(text),
            PickleValue closed => closed,
            OpenDictionary dictionary => Close(dictionary, depth),
            OpenList { Count: 0 } => new PickleSequence([]),
            OpenList list => new PickleSequence(Close(CollectionsMarshal.AsSpan(list.Items), depth)),
            object[] tuple => new PickleSequence(Close(tuple, depth), isTuple: true),
            _ => throw MalformedFileException.Unsupported(
                code.Path, "a bare storage or class as a value", "save tensors and plain values only"),
        };
    }

    // A long text that a short pickle repeats would swell whatever is made from the tree.
    private PickleString Counted(PickleString text)
    {
        characters += text.Value.Length;
        return characters <= characterLimit
            ? text
            : throw MalformedFileException.TooLarge(
                code.Path, "the length of all texts in the pickle's tree", characters, characterLimit);
    }

    private PickleValue[] Close(ReadOnlySpan<object> items, int depth)
    {
        if (items.Length > limit - count)
        {
            throw MalformedFileException.TooLarge(
                code.Path, "the number of values in the pickle's tree", count + items.Length, limit);
        }

        var closed = new PickleValue[items.Length];
        for (var i = 0; i < closed.Length; i++)
        {
            closed[i] = Close(items[i], depth + 1);
        }

        return closed;
    }

    private PickleDictionary Close(OpenDictionary open, int depth)
    {
        var closed = new PickleDictionary { IsOrderedDict = open.IsOrderedDict };
        if (open.Count == 0)
        {
            return closed;
        }

        foreach (var (key, value) in open.Items)
        {
            Counted(new PickleString(key));
            if (!closed.TryAdd(key, Close(value, depth + 1)))
            {
                throw MalformedFileException.Damaged(code.Path, $"a dictionary has two entries called '{key}'");
            }
        }

        return closed;
    }
}
