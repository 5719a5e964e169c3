namespace GanLab.Formats.TorchArchive;

/// <summary>The stack of the pickle machine, with its marks and its memo.</summary>
/// <param name="code">Tells where in the file an error is.</param>
internal sealed class PickleStack(PickleCode code)
{
    // Python's memory of a pickle may be many times its size; a state dict of ten thousand tensors takes a quarter of this.
    private const int GreatestCount = 1 << 20;

    private readonly List<object> values = [];
    private readonly Stack<int> marks = new();
    private readonly Dictionary<uint, object> memo = [];

    private int count;

    public bool IsEmpty => values.Count == 0 && marks.Count == 0;

    public void Push(object value)
    {
        Count();
        values.Add(value);
    }

    public object Peek()
    {
        // Nothing below the last mark may be touched, as in Python.
        if (values.Count <= (marks.TryPeek(out var mark) ? mark : 0))
        {
            throw MalformedFileException.Damaged(
                code.Path, "the pickle takes a value from an empty stack", code.Instruction);
        }

        return values[^1];
    }

    public object Pop()
    {
        var value = Peek();
        values.RemoveAt(values.Count - 1);
        return value;
    }

    public object[] Pop(int count)
    {
        var popped = new object[count];
        for (var i = count - 1; i >= 0; i--)
        {
            popped[i] = Pop();
        }

        return popped;
    }

    public T Pop<T>(string expected) => Pop() is T value ? value : throw Unexpected(expected);

    public void Mark()
    {
        Count();
        marks.Push(values.Count);
    }

    public object[] PopToMark()
    {
        if (!marks.TryPop(out var mark))
        {
            throw MalformedFileException.Damaged(code.Path, "the pickle closes what it has not opened", code.Instruction);
        }

        object[] popped = [.. values.Skip(mark)];
        values.RemoveRange(mark, values.Count - mark);
        return popped;
    }

    public void Remember(uint slot)
    {
        Count();
        memo[slot] = Peek();
    }

    public void RememberNext() => Remember((uint)memo.Count);

    public void Recall(uint slot) =>
        Push(memo.TryGetValue(slot, out var value)
            ? value
            : throw MalformedFileException.Damaged(
                code.Path, $"the pickle recalls slot {slot}, where it kept nothing", code.Instruction));

    private void Count()
    {
        if (++count > GreatestCount)
        {
            throw MalformedFileException.TooLarge(
                code.Path, "the number of values that the pickle makes", count, GreatestCount, code.Instruction);
        }
    }

    public MalformedFileException Unexpected(string expected) =>
        MalformedFileException.Damaged(
            code.Path, $"the pickle has something else where {expected} belongs", code.Instruction);
}
