using static TorchSharp.torch;

namespace GanLab.Training;

/// <summary>How large loss, gradients and weights were after an update: what is infinite or NaN shows in its norm.</summary>
/// <param name="All">[1 + 2 P]: the loss, then the L2 norms of the P gradients, then those of the P weights.</param>
/// <param name="Gradient">The L2 norm of the whole gradient, a scalar.</param>
internal readonly record struct UpdateNorms(Tensor All, Tensor Gradient);
