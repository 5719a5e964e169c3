namespace GanLab.Configuration;

/// <summary>Which part of a data set that comes in parts is learned from.</summary>
public enum DataPartition
{
    /// <summary>All pictures of celeba, the training digits of mnist; whatever there is of other sets.</summary>
    Auto,

    /// <summary>The part that its makers set aside for training: of celeba and mnist.</summary>
    Train,

    /// <summary>The part for choosing settings: of celeba.</summary>
    Validation,

    /// <summary>The part for measuring: of celeba and mnist.</summary>
    Test,

    /// <summary>Everything: of celeba.</summary>
    All,
}
