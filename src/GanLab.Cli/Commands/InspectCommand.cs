using System.CommandLine;
using GanLab.Cli.Inspection;

namespace GanLab.Cli.Commands;

/// <summary>gan inspect: what a file is and what is in it.</summary>
internal sealed class InspectCommand : ExampledCommand
{
    private readonly Argument<string> file = new Argument<string>("FILE")
    {
        Description = "g.pt or another torch.save file, safetensors, a run or checkpoint folder, a pack, IDX or PNG.",
    }.NotEmpty();

    internal InspectCommand()
        : base(
            "inspect", "Say what a file is and what is in it, without running anything in it.",
            "gan inspect runs/00000-dcgan-glyphs-32/g.pt")
    {
        Add(file);
        SetAction(result =>
        {
            FileInspector.Write(result.GetRequiredValue(file), result.InvocationConfiguration.Output);
            return ExitCode.Done;
        });
    }
}
