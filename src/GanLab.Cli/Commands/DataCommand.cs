using System.CommandLine;

namespace GanLab.Cli.Commands;

/// <summary>gan data: the commands for data sets.</summary>
internal sealed class DataCommand : Command
{
    internal DataCommand()
        : base("data", "Check, pack and download data sets.")
    {
        Add(new DataCheckCommand());
        Add(new DataPackCommand());
        Add(new DataGetCommand());
        SetAction(HelpScreen.Write);
    }
}
