return GanLab.Fuzzing.FuzzingProgram.Run(args, Console.Out);
