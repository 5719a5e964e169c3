namespace GanLab.Formats.TorchArchive;

/// <summary>Executes the instructions of a pickle that build data, and refuses every other.</summary>
/// <remarks>
/// A pickle is a program: Python's unpickler imports and calls whatever it names. This machine knows five kinds of name, all
/// of which only build tensors and dictionaries (<see cref="PickleGlobal"/>), and imports nothing.
/// </remarks>
/// <param name="code">The pickle.</param>
/// <param name="rebuild">Does what the allowed names stand for.</param>
internal sealed class PickleMachine(PickleCode code, TensorRebuilder rebuild)
{
    private const int NewestProtocol = 5;

    private readonly PickleStack stack = new(code);

    public PickleValue Run()
    {
        while (true)
        {
            var opcode = (PickleOpcode)code.NextInstruction();
            if (opcode == PickleOpcode.Stop)
            {
                var root = stack.Pop();
                return stack.IsEmpty && code.IsAtEnd
                    ? new PickleTree(code).Close(root)
                    : throw MalformedFileException.Damaged(
                        code.Path, "the pickle ends before all of it is used", code.Instruction);
            }

            if (!PushValue(opcode) && !UseMemo(opcode) && !Assemble(opcode))
            {
                throw MalformedFileException.Unsupported(
                    code.Path,
                    $"the pickle instruction 0x{(byte)opcode:X2}",
                    "save only tensors and plain values with torch.save",
                    code.Instruction);
            }
        }
    }

    private bool PushValue(PickleOpcode opcode)
    {
        object? value = opcode switch
        {
            PickleOpcode.None => PickleNone.Value,
            PickleOpcode.NewTrue => new PickleBoolean(true),
            PickleOpcode.NewFalse => new PickleBoolean(false),
            PickleOpcode.BinInt => new PickleInteger(code.Int32()),
            PickleOpcode.BinInt1 => new PickleInteger(code.Byte()),
            PickleOpcode.BinInt2 => new PickleInteger(code.UInt16()),
            PickleOpcode.Long1 => new PickleInteger(code.Long()),
            PickleOpcode.BinFloat => new PickleFloat(code.Double()),
            PickleOpcode.BinUnicode => new PickleString(code.Text(code.UInt32())),
            PickleOpcode.ShortBinUnicode => new PickleString(code.Text(code.Byte())),
            PickleOpcode.BinUnicode8 => new PickleString(code.Text(code.UInt64())),
            PickleOpcode.EmptyDict => new OpenDictionary(isOrderedDict: false),
            PickleOpcode.EmptyList => new OpenList(),
            PickleOpcode.EmptyTuple => Array.Empty<object>(),
            PickleOpcode.Global => Allowed(code.Line(), code.Line()),
            _ => null,
        };
        if (value is not null)
        {
            stack.Push(value);
        }

        return value is not null;
    }

    private bool UseMemo(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.BinPut:
                stack.Remember(code.Byte());
                return true;
            case PickleOpcode.LongBinPut:
                stack.Remember(code.UInt32());
                return true;
            case PickleOpcode.Memoize:
                stack.RememberNext();
                return true;
            case PickleOpcode.BinGet:
                stack.Recall(code.Byte());
                return true;
            case PickleOpcode.LongBinGet:
                stack.Recall(code.UInt32());
                return true;
            default:
                return false;
        }
    }

    private bool Assemble(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Proto:
                CheckProtocol(code.Byte());
                return true;
            case PickleOpcode.Frame:
                code.UInt64(); // only a hint for reading ahead
                return true;
            case PickleOpcode.Mark:
                stack.Mark();
                return true;
            case PickleOpcode.Tuple:
                stack.Push(stack.PopToMark());
                return true;
            case PickleOpcode.Tuple1 or PickleOpcode.Tuple2 or PickleOpcode.Tuple3:
                stack.Push(stack.Pop(1 + (opcode - PickleOpcode.Tuple1)));
                return true;
            case PickleOpcode.StackGlobal:
                var name = stack.Pop<PickleString>("a name");
                stack.Push(Allowed(stack.Pop<PickleString>("a module").Value, name.Value));
                return true;
            case PickleOpcode.BinPersId:
                stack.Push(rebuild.Storage(stack.Pop<object[]>("the description of a storage")));
                return true;
            case PickleOpcode.Reduce:
                var arguments = stack.Pop<object[]>("a tuple of arguments");
                stack.Push(rebuild.Call(stack.Pop<PickleGlobal>("a function"), arguments));
                return true;
            case PickleOpcode.Build:
                // Attributes of a state dict (its _metadata, versions of modules) say nothing that is needed here.
                var state = stack.Pop();
                if (state is not OpenDictionary || stack.Peek() is not OpenDictionary { IsOrderedDict: true })
                {
                    throw stack.Unexpected("a dictionary with attributes");
                }

                return true;
            case PickleOpcode.SetItem:
                AddItems(stack.Pop(2));
                return true;
            case PickleOpcode.SetItems:
                AddItems(stack.PopToMark());
                return true;
            case PickleOpcode.Append:
                AppendItems([stack.Pop()]);
                return true;
            case PickleOpcode.Appends:
                AppendItems(stack.PopToMark());
                return true;
            default:
                return false;
        }
    }

    private void AddItems(object[] items)
    {
        if (stack.Peek() is not OpenDictionary dictionary || items.Length % 2 != 0)
        {
            throw stack.Unexpected("a dictionary and its keys and values");
        }

        for (var i = 0; i < items.Length; i += 2)
        {
            dictionary.Items.Add((Key(items[i]), items[i + 1]));
        }
    }

    private void AppendItems(object[] items)
    {
        if (stack.Peek() is not OpenList list)
        {
            throw stack.Unexpected("a list");
        }

        list.Items.AddRange(items);
    }

    private string Key(object key) => key switch
    {
        PickleString text => text.Value,
        PickleInteger number => number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => throw MalformedFileException.Unsupported(
            code.Path, "a dictionary whose keys are neither texts nor integers", "save dictionaries with text keys", code.Instruction),
    };

    private PickleGlobal Allowed(string module, string name)
    {
        var global = new PickleGlobal(module, name);
        return global.IsAllowed ? global : throw MalformedFileException.CouldRunCode(
            code.Path, global.ToString(), code.Instruction);
    }

    private void CheckProtocol(byte version)
    {
        if (version > NewestProtocol)
        {
            throw MalformedFileException.Unsupported(
                code.Path, $"pickle protocol {version}", "save with torch.save, which uses protocol 2", code.Instruction);
        }
    }
}
