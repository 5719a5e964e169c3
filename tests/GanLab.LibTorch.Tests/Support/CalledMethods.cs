using System.Reflection;
using System.Reflection.Emit;

namespace GanLab.LibTorch.Tests.Support;

/// <summary>Reads from compiled code which methods an assembly calls.</summary>
internal static class CalledMethods
{
    private const BindingFlags All =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    private const byte TwoByteOpCode = 0xFE;

    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    internal static HashSet<MethodBase> In(Assembly assembly) =>
        [.. assembly.GetTypes().SelectMany(type => type.GetMembers(All)).OfType<MethodBase>().SelectMany(Called)];

    private static IEnumerable<MethodBase> Called(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
        {
            yield break;
        }

        for (var position = 0; position < code.Length;)
        {
            int value = code[position++];
            if (value == TwoByteOpCode)
            {
                value = (value << 8) | code[position++];
            }

            var operation = OpCodesByValue[value];
            if (operation.OperandType == OperandType.InlineMethod && Resolve(method, BitConverter.ToInt32(code, position)) is { } called)
            {
                yield return called;
            }

            position += OperandLength(operation, code, position);
        }
    }

    private static MethodBase? Resolve(MethodBase caller, int token)
    {
        var called = caller.Module.ResolveMethod(
            token,
            caller.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null,
            caller.IsGenericMethod ? caller.GetGenericArguments() : null);
        // Told by token, List<int>.Add and the method that its type defines are two.
        return called is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericMethodDefinition() : called;
    }

    private static int OperandLength(OpCode operation, byte[] code, int position) => operation.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, position)),
        _ => 4,
    };
}
