namespace GanLab.Cli.Tests.Benchmark;

/// <summary>The steps in PyTorch that GanLab is compared with.</summary>
public sealed class PyTorchStepsTests
{
    private const string Script = """
        import importlib, sys
        sys.path.insert(0, sys.argv[1])
        import torch
        from levers import Choice, LeveredStep
        from plain import PlainStep

        torch.set_num_threads(1)
        recipe = importlib.import_module(sys.argv[2]).recipe(int(sys.argv[3]), 4)
        cpu = torch.device("cpu")
        choice = Choice(threads=1, blas_threads=0, channels_last=True, adam="foreach", joined=recipe.scores_each_alone, capture="eager")
        def learnt(make):
            torch.manual_seed(0)
            step = make()
            # Biases before a batch normalisation have a gradient of 0, of whose rounding Adam makes whole updates.
            weights = [p for p in (*step.g.parameters(), *step.d.parameters()) if p.ndim > 1]
            before = [p.detach().clone() for p in weights]
            for _ in range(2):
                step.step()
            return torch.cat([(p.detach() - b).flatten() for p, b in zip(weights, before)])
        plain = learnt(lambda: PlainStep(recipe, 8, cpu))
        levered = learnt(lambda: LeveredStep(recipe, 8, cpu, False, choice))
        print(float((plain - levered).norm() / plain.norm()))
        """;

    [SkippableTheory]
    [InlineData("dcgan", 16)]
    [InlineData("mlp", 8)]
    [InlineData("sngan", 16)]
    [InlineData("wgan_gp", 16)]
    public void With_levers_the_weights_learn_what_they_learn_without(string model, int size)
    {
        PythonTorch.Require();

        var difference = PythonTorch.Run(
            Script, Repository.PathOf("bench", "pytorch"), model, size.ToString(System.Globalization.CultureInfo.InvariantCulture));

        Assert.InRange(double.Parse(difference, System.Globalization.CultureInfo.InvariantCulture), 0, 1e-4);
    }
}
