namespace GanLab.LibTorch.Native;

internal static partial class Aten
{
    // Random numbers.
    internal static readonly Operator normal_ = new("normal_");
    internal static readonly Operator uniform_ = new("uniform_");
    internal static readonly Operator bernoulli = new("bernoulli");
    internal static readonly Operator multinomial = new("multinomial");
    internal static readonly Operator bernoulli_ = new("bernoulli_", "float");
    internal static readonly Operator bernoulli__Tensor = new("bernoulli_", "Tensor");
    internal static readonly Operator exponential_ = new("exponential_");
    internal static readonly Operator log_normal_ = new("log_normal_");
}
