using System.Text.RegularExpressions;

namespace GanLab.LibTorch.Tests.Compatibility;

/// <summary>The overloads that the engine lacks of methods it has, and why code that compiles here still means the same there.</summary>
internal static partial class MissingOverload
{
    internal static bool IsKnown(string line) => OfAbsentTypes().IsMatch(line) || OneByOne.Any(known => line.StartsWith(known, StringComparison.Ordinal));

    // No argument that this engine takes converts to these: complex numbers and half precision, native handles, an optimizer's
    // own class of groups, names of dimensions, GELU's approximation, padding kinds given to a base class.
    [GeneratedRegex(@"Complex|BFloat16|Half|ValueTuple<(float|double), (float|double)>|(double|float) real,|IntPtr|\.ParamGroup>|Tuple<string, torch\.nn|string dim|IList<string> dims|GELU\.Approximate|Padding\? padding_type")]
    private static partial Regex OfAbsentTypes();

    private static readonly string[] OneByOne =
    [
        // The same call with one argument more, or with a type that no other overload's argument converts to.
        "torch: static torch.Tensor as_tensor(Array ",
        "torch: static torch.Tensor gather(torch.Tensor input, long dim, torch.Tensor index, bool sparse_grad",
        "torch: static torch.Tensor normal(double mean, double std, ",
        "torch: static torch.Tensor randperm(long n, torch.Tensor out",
        "torch: static torch.Tensor[] tensor_split(torch.Tensor input, torch.Tensor ",
        "torch: static torch.Tensor[] where(torch.Tensor condition)",
        "ModuleExtensionMethods: static T to<T>(this T module, torch.Tensor other",
        "Modules.ModuleDict<T>: ",
        "Modules.ConvTranspose2d: virtual torch.Tensor forward(torch.Tensor input, long[] output_size)",
        "torch.nn: static Modules.AvgPool2d AvgPool2d(ValueTuple<long, long>",
        "torch.Tensor: torch.Tensor elu(Scalar alpha, Scalar scale,",
        "torch.Tensor: torch.Tensor elu_(Scalar alpha, Scalar scale,",
        "torch.Tensor: torch.Tensor take_along_dim(IEnumerable<long> ",
        "torch.Tensor: torch.Tensor type(Func<",
        "torch.Tensor: torch.Tensor[] tensor_split(torch.Tensor ",
        "torch.optim.lr_scheduler.LRScheduler: virtual void step(double ",
        "torch.nn.HookableModule<TPreHook, TPostHook>: ",

        // Conversions that the engine does not make; where it makes one, it is TorchSharp's.
        "torch.Tensor: static Int16 op_Explicit",
        "torch.Tensor: static SByte op_Explicit",
        "torch.TensorIndex: static torch.Tensor op_Implicit",
        "torch.Size: ",

        // index_put_ takes tensors of indices here; a scalar or a slice as an argument does not compile.
        "torch.Tensor: torch.Tensor index_put_(",

        // Overridden there and inherited here, with other names for the parameters.
        "torch.Tensor: protected virtual void Dispose(bool ",
        "Modules.Sequential: virtual ",

        // Constructors that no code outside calls: these classes are made by torch.nn's functions.
        "Modules.NormBase: new(",
        "Modules.BatchNorm: new(",
        "Modules.InstanceNorm: new(",
        "Modules.PadBase: protected new(",
    ];
}
