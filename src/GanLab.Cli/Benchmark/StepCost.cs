namespace GanLab.Cli.Benchmark;

/// <summary>What one step asks of the machine.</summary>
/// <param name="Operations">Multiplications and additions of convolutions and matrix products.</param>
/// <param name="Bytes">Size of the tensors that operators were given and returned.</param>
internal readonly record struct StepCost(double Operations, double Bytes);
