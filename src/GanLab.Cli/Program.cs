using GanLab.Cli;

return GanProgram.Run(args, new ResultWriter(Console.Out), Console.Error);
