using System.CommandLine;
using GanLab.Soak;
using GanLab.Soak.Scenarios;

var only = new Option<string[]>("--only") { Description = "The scenarios to run (default: all).", AllowMultipleArgumentsPerToken = true };
only.AcceptOnlyFromAmong([.. Catalog.All.Select(scenario => scenario.Name)]);
var quick = new Option<bool>("--quick") { Description = "Little of everything, in seconds: what the tests run." };
var seed = new Option<int>("--seed") { Description = "Decides the moments (default: 0)." };
var results = new Option<FileInfo?>("--results") { Description = "A file that receives the table as well." };
var command = new RootCommand("Lets runs be killed, starved, paused and locked out, and checks that nothing is lost.") { only, quick, seed, results };
command.SetAction(parsed =>
{
    var wanted = parsed.GetValue(only) is { Length: > 0 } names ? Catalog.All.Where(scenario => names.Contains(scenario.Name)) : Catalog.All;
    var amount = parsed.GetValue(quick) ? Amount.Quick : Amount.Full;
    return Soaking.Run([.. wanted], amount, parsed.GetValue(seed), Console.Out, parsed.GetValue(results));
});
return command.Parse(args).Invoke();
