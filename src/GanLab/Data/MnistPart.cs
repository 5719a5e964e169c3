namespace GanLab.Data;

/// <summary>The two parts of MNIST.</summary>
public enum MnistPart
{
    /// <summary>60,000 digits; files that begin with "train".</summary>
    Train,

    /// <summary>10,000 digits by other writers; files that begin with "t10k".</summary>
    Test,
}
