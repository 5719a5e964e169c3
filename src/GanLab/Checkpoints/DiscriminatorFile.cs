namespace GanLab.Checkpoints;

/// <summary>A discriminator's weights for other programs, as a torch.save archive or safetensors.</summary>
/// <remarks>The names in the file are those of <see cref="GeneratorFile"/>, with "discriminator_width" for the width.</remarks>
public static class DiscriminatorFile
{
    /// <summary>Writes the discriminator, whole or not at all.</summary>
    /// <param name="path">For instance "d.pt", or "d.safetensors" for that format; replaced if it is there.</param>
    /// <param name="discriminator">Its parameters and buffers, on any device.</param>
    /// <param name="description">What else the file should say.</param>
    public static void Write(string path, Modules.Discriminator discriminator, GeneratorDescription description) => ModelFile.Write(
        path, discriminator.state_dict(), ModelFile.Describe(
            "ganlab.discriminator", description, discriminator.Shape, discriminator.Classes, ("discriminator_width", description.Model.DiscriminatorWidth)));
}
