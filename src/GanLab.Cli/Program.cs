return GanLab.Cli.GanProgram.Run(args, Console.Out, Console.Error);
