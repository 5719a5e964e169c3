namespace GanLab.LibTorch.Tests.Compatibility;

/// <summary>One type of the signature list: its kind, its base and the lines that describe its members.</summary>
/// <param name="Name">Without the namespace TorchSharp, for instance "torch.Tensor".</param>
/// <param name="Kind">For instance "sealed class".</param>
/// <param name="Base">Written as in the list; empty where there is none.</param>
/// <param name="Members">One line a member; an enum has its names in order, separated by commas.</param>
internal sealed record ListedType(string Name, string Kind, string Base, HashSet<string> Members);
