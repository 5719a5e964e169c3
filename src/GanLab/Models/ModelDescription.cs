using GanLab.Configuration;
using GanLab.Modules;
using GanLab.Randomness;
using static TorchSharp.torch;

namespace GanLab.Models;

/// <summary>A family of network pairs that can be asked for by name.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Summary">One line for people, with the paper.</param>
/// <param name="MakesPoints">Whether it can make points in the plane.</param>
/// <param name="Normalizations">What its discriminator can have, that of the paper first; see <see cref="ModelConfig.DiscriminatorNormalization"/>.</param>
/// <param name="Initialize">Fills a network's first weights from a source of randomness; the text tells the two players' streams apart.</param>
/// <param name="Generator">Makes the generator for a sample shape and a number of classes, 0 for unconditional.</param>
/// <param name="Discriminator">Makes the discriminator likewise.</param>
/// <param name="GeneratorParameters">How many parameters that generator has, known before it is made.</param>
/// <param name="DiscriminatorParameters">Likewise of the discriminator.</param>
public sealed record ModelDescription(
    string Name,
    string Summary,
    bool MakesPoints,
    IReadOnlyList<DiscriminatorNormalization> Normalizations,
    Action<nn.Module, RandomSource, string> Initialize,
    Func<ModelConfig, SampleShape, int, Generator> Generator,
    Func<ModelConfig, SampleShape, int, Discriminator> Discriminator,
    Func<ModelConfig, SampleShape, int, long> GeneratorParameters,
    Func<ModelConfig, SampleShape, int, long> DiscriminatorParameters);
