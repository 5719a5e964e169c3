namespace GanLab.LibTorch;

/// <summary>What one operator cost on tensors of certain shapes, while a profile was taken.</summary>
/// <param name="Operator">For instance "aten::mm".</param>
/// <param name="Shapes">Type of the first tensor and shape of each, for instance "Float [64, 100] [100, 8192]".</param>
/// <param name="Calls">How often it ran.</param>
/// <param name="Milliseconds">Time in it, all calls together, without the operators that it called in turn.</param>
/// <param name="Operations">Multiplications and additions of convolutions, as done directly (Winograd's algorithm needs fewer), and of matrix products; else 0.</param>
/// <param name="Bytes">Size of the tensors given and returned (what is overwritten counts as both), less what the operators called inside count; views and allocations count none.</param>
public sealed record OperatorTime(string Operator, string Shapes, long Calls, double Milliseconds, double Operations, double Bytes);
