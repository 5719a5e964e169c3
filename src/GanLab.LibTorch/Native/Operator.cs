using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace GanLab.LibTorch.Native;

/// <summary>One ATen operator, found once by name and overload and called through libtorch's dispatcher.</summary>
/// <param name="name">As in the schema, without the namespace aten::.</param>
/// <param name="overload">As in the schema, for instance "Tensor" of add.Tensor; often empty.</param>
internal sealed unsafe class Operator(string name, string overload = "")
{
    private const int ScratchSize = 96;
    private const int ResultCapacity = 8;

    // How the shim begins its message when a tensor or a list that the schema requires is null.
    private const string Nothing = "nothing was given for '";

    private nint handle;
    private bool isMissing;

    /// <summary>Whether this libtorch has the operator.</summary>
    internal bool Exists
    {
        get
        {
            if (handle == 0 && !isMissing)
            {
                isMissing = NativeMethods.gl_operator_find($"aten::{name}", overload, out var found) != 0;
                handle = isMissing ? 0 : found;
            }

            return !isMissing;
        }
    }

    private string FullName => overload.Length == 0 ? $"aten::{name}" : $"aten::{name}.{overload}";

    /// <summary>Calls the operator and wraps its one tensor; the current dispose scope owns it.</summary>
    internal Tensor Call(params ReadOnlySpan<Argument> arguments) => new(OneTensor(arguments));

    /// <summary>Calls an operator that writes into its first argument, and returns that very object.</summary>
    internal Tensor CallInPlace(params ReadOnlySpan<Argument> arguments)
    {
        // Another reference to what the first argument holds already.
        NativeMethods.gl_tensor_free(OneTensor(arguments));
        return Unsafe.As<Tensor>(arguments[0].Reference!);
    }

    private nint OneTensor(ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[ResultCapacity];
        return Invoke(arguments, results, ResultCapacity) == 1 && results->Tag == Tag.Tensor
            ? results->Pointer
            : throw new InvalidOperationException($"{FullName} does not return one tensor.");
    }

    /// <summary>Calls the operator and wraps all its tensors; a result that is no tensor is null.</summary>
    /// <param name="capacity">At least the number of tensors that come back.</param>
    /// <param name="arguments">In the order of the schema.</param>
    internal Tensor?[] CallMany(int capacity, params ReadOnlySpan<Argument> arguments)
    {
        var results = new NativeValue[Math.Max(capacity, ResultCapacity)];
        fixed (NativeValue* first = results)
        {
            var count = Invoke(arguments, first, results.Length);
            return [.. results.Take(count).Select(value => value.Tag == Tag.Tensor ? new Tensor(value.Pointer) : null)];
        }
    }

    /// <summary>Calls an operator that returns two tensors.</summary>
    internal (Tensor First, Tensor Second) CallPair(params ReadOnlySpan<Argument> arguments)
    {
        var results = CallMany(ResultCapacity, arguments);
        return (results[0]!, results[1]!);
    }

    /// <summary>Calls an operator that returns three tensors.</summary>
    internal (Tensor First, Tensor Second, Tensor Third) CallTriple(params ReadOnlySpan<Argument> arguments)
    {
        var results = CallMany(ResultCapacity, arguments);
        return (results[0]!, results[1]!, results[2]!);
    }

    /// <summary>Calls an operator that returns a truth value.</summary>
    internal bool CallBool(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[ResultCapacity];
        Invoke(arguments, results, ResultCapacity);
        return results->Integer != 0;
    }

    [SkipLocalsInit]
    private int Invoke(ReadOnlySpan<Argument> arguments, NativeValue* results, int capacity)
    {
        NativeValue* values = stackalloc NativeValue[arguments.Length];
        long* scratch = stackalloc long[ScratchSize];
        var lists = new ListSpace(scratch, ScratchSize);
        try
        {
            for (var i = 0; i < arguments.Length; i++)
            {
                Marshal(in arguments[i], ref values[i], ref lists);
            }

            int count;
            var status = NativeMethods.gl_operator_call(Handle(), values, arguments.Length, results, capacity, &count);
            return status == 0 ? count : throw Failure(arguments, results, count);
        }
        finally
        {
            lists.Free();
            foreach (ref readonly var argument in arguments)
            {
                GC.KeepAlive(argument.Reference);
            }
        }
    }

    private static void Marshal(in Argument argument, ref NativeValue value, ref ListSpace lists)
    {
        value.Tag = argument.Tag;
        value.Count = 0;
        switch (argument.Tag)
        {
            case Tag.Tensor:
                value.Pointer = Unsafe.As<Tensor>(argument.Reference!).Handle;
                break;
            case Tag.Double:
                value.Number = argument.Number;
                break;
            case Tag.IntList:
                lists.Put(ref value, Unsafe.As<long[]>(argument.Reference!));
                break;
            case Tag.TensorList:
                lists.Put(ref value, Array.ConvertAll(Unsafe.As<Tensor[]>(argument.Reference!), t => (long)Listed(t).Handle));
                break;
            case Tag.OptionalTensorList:
                lists.Put(ref value, Array.ConvertAll(Unsafe.As<Tensor?[]>(argument.Reference!), t => (long)(t?.Handle ?? 0)));
                break;
            case Tag.BoolList:
                lists.Put(ref value, Array.ConvertAll((bool[])argument.Reference!, b => b ? 1L : 0L));
                break;
            case Tag.DoubleList:
                lists.Put(ref value, Array.ConvertAll((double[])argument.Reference!, BitConverter.DoubleToInt64Bits));
                break;
            case Tag.String:
                var text = Encoding.UTF8.GetBytes((string)argument.Reference!);
                var padded = new long[(text.Length + sizeof(long)) / sizeof(long)];
                text.CopyTo(MemoryMarshal.AsBytes(padded.AsSpan()));
                lists.Put(ref value, padded);
                value.Count = text.Length;
                break;
            case Tag.Generator:
                value.Pointer = ((Generator)argument.Reference!).Handle;
                break;
            default:
                value.Integer = argument.Integer;
                break;
        }
    }

    private static Tensor Listed(Tensor? tensors)
    {
        // Named for the list, of which it is one.
        ArgumentNullException.ThrowIfNull(tensors);
        return tensors;
    }

    /// <exception cref="TensorException">This libtorch has no such operator.</exception>
    internal nint Handle()
    {
        if (handle == 0)
        {
            NativeError.Check(NativeMethods.gl_operator_find($"aten::{name}", overload, out var found), FullName);
            handle = found;
        }

        return handle;
    }

    private Exception Failure(ReadOnlySpan<Argument> arguments, NativeValue* results, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (results[i].Tag == Tag.Tensor)
            {
                NativeMethods.gl_tensor_free(results[i].Pointer);
            }
        }

        var reason = NativeError.Last();
        if (reason.StartsWith(Nothing, StringComparison.Ordinal))
        {
            var parameter = reason[Nothing.Length..].Split('\'')[0];
            return new ArgumentNullException(parameter, $"{FullName} needs '{parameter}'; null was given.");
        }

        var shapes = string.Join(", ", arguments.ToArray().Where(a => a.Tag != Tag.Default).Select(a => a.ToString()));
        return TensorException.From(FullName, shapes, reason);
    }
}
