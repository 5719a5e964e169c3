namespace GanLab.Tests.Support;

/// <summary>How a training went that others have published.</summary>
internal static class PublishedCurve
{
    /// <summary>The Fréchet inception distance of a DCGAN on CIFAR-10, every 2,000 steps from 2,000 to 200,000.</summary>
    /// <remarks>
    /// Rounded from the log of POSTECH-CVLab/PyTorch-StudioGAN, logs/CIFAR10/DCGAN-train-2020_09_15_13_23_51.log. The same
    /// project reports the score of step 42,000 as its DCGAN's.
    /// </remarks>
    internal static IReadOnlyList<double> DcganFid { get; } =
    [
        114.9, 92.6, 75.6, 77.4, 65.3, 64.2, 66.3, 59.9, 66.3, 60.3, 57.9, 55.2, 50.6, 67.3, 65.7, 53.9, 50.1, 51.5, 54.4, 55.7,
        49.0, 61.6, 90.2, 73.6, 85.9, 74.7, 108.9, 119.9, 91.5, 97.9, 103.6, 103.5, 106.7, 111.0, 84.9, 106.6, 102.1, 108.2, 128.2, 116.0,
        131.2, 132.3, 145.9, 135.8, 143.2, 165.4, 153.1, 144.7, 140.1, 125.5, 147.5, 141.7, 134.2, 128.5, 139.3, 132.2, 165.2, 134.9, 155.7, 143.6,
        141.6, 143.2, 135.0, 124.7, 133.9, 138.7, 135.9, 138.3, 140.8, 124.9, 140.3, 156.0, 136.0, 140.3, 140.1, 145.0, 142.1, 151.3, 135.3, 129.7,
        142.7, 137.3, 138.1, 130.4, 131.9, 134.4, 140.1, 133.4, 148.4, 129.8, 136.4, 134.2, 122.2, 125.5, 122.3, 127.2, 137.0, 128.9, 130.2, 137.4,
    ];
}
