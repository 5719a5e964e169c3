using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A tensor that a module learns.</summary>
/// <remarks>It takes over the data's numbers and the data's place in its dispose scope; the data is empty afterwards.</remarks>
public class Parameter : Tensor
{
    public Parameter(Tensor data, bool requires_grad = true)
        : base((data ?? throw new ArgumentNullException(nameof(data))).with_requires_grad(requires_grad))
    {
    }
}
