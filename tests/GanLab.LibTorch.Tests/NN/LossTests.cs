using GanLab.LibTorch.Tests.Support;
using static TorchSharp.torch.nn;

namespace GanLab.LibTorch.Tests.NN;

/// <summary>Losses against their definitions, in each reduction.</summary>
public class LossTests : EngineTest
{
    private static double Softplus(double v) => Math.Log(1 + Math.Exp(v));

    [Fact]
    public void Squared_and_absolute_errors()
    {
        var (x, y) = (Vector(1, 2, 5), Vector(1, 4, 2));
        Same(functional.mse_loss(x, y), 13.0 / 3);
        Same(functional.mse_loss(x, y, Reduction.Sum), 13);
        Same(functional.mse_loss(x, y, Reduction.None), 0, 4, 9);
        Same(MSELoss(Reduction.Sum).call(x, y), 13);
        Same(functional.l1_loss(x, y), 5.0 / 3);
        Same(L1Loss().call(x, y), 5.0 / 3);
        Same(functional.smooth_l1_loss(x, y, Reduction.None), 0, 1.5, 2.5);
        Same(functional.huber_loss(x, y, 2, Reduction.None), 0, 2, 4);
    }

    [Fact]
    public void Binary_cross_entropy_of_probabilities_and_of_logits()
    {
        var (logits, truth) = (Vector(2, -1), Vector(1, 0));
        double[] each = [Softplus(-2), Softplus(-1)];
        var mean = each.Average();

        Same(functional.binary_cross_entropy_with_logits(logits, truth), mean);
        Same(functional.binary_cross_entropy_with_logits(logits, truth, reduction: Reduction.None), each);
        Same(functional.binary_cross_entropy_with_logits(logits, truth, Vector(2, 0), Reduction.Sum), 2 * each[0]);
        Same(functional.binary_cross_entropy_with_logits(logits, truth, null, Reduction.Sum, Vector(3, 3)), (3 * each[0]) + each[1]);
        Same(BCEWithLogitsLoss().call(logits, truth), mean);
        Same(functional.binary_cross_entropy(logits.sigmoid(), truth), mean);
        Same(BCELoss().call(logits.sigmoid(), truth), mean);
        // Where the sigmoid has run out of digits the logit form goes on.
        Same(functional.binary_cross_entropy_with_logits(Vector(-800), Vector(1)), 800);
    }

    [Fact]
    public void Cross_entropy_of_classes()
    {
        var (scores, classes) = (Matrix(new double[,] { { 1, 2, 3 }, { 0, 0, 0 } }), Integers(2, 0));
        var first = Math.Log(Math.Exp(1) + Math.Exp(2) + Math.Exp(3)) - 3;

        Same(functional.cross_entropy(scores, classes), (first + Math.Log(3)) / 2);
        Same(functional.cross_entropy(scores, classes, ignore_index: 0), first);
        Same(functional.cross_entropy(scores, classes, Vector(1, 1, 3)), ((3 * first) + Math.Log(3)) / 4);
        Same(functional.cross_entropy(scores[1..], classes[1..], label_smoothing: 0.1), Math.Log(3));
        Same(CrossEntropyLoss().call(scores, classes), (first + Math.Log(3)) / 2);
        Same(functional.nll_loss(scores.log_softmax(1), classes, reduction: Reduction.Sum), first + Math.Log(3));
    }

    [Fact]
    public void Margins_divergence_and_similarity()
    {
        Same(functional.soft_margin_loss(Vector(2, -1), Vector(1, -1), Reduction.Sum), Softplus(-2) + Softplus(-1));
        Same(functional.kl_div(Vector(Math.Log(0.25)), Vector(Math.Log(0.5)), reduction: Reduction.Sum), 0.5 * Math.Log(2));
        Same(functional.cosine_similarity(Matrix(new double[,] { { 3, 4 } }), Matrix(new double[,] { { 4, 3 } })), 0.96);
    }
}
