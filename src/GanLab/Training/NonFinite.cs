namespace GanLab.Training;

/// <summary>Where training first ceased to compute with numbers.</summary>
/// <param name="Step">The step in which it happened, as metrics count them: 1 is the first.</param>
/// <param name="Tensor">What was infinite or NaN first, for instance "the gradient of discriminator/main.0.weight".</param>
public sealed record NonFinite(long Step, string Tensor);
