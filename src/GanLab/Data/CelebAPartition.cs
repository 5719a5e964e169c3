namespace GanLab.Data;

/// <summary>The three parts that the makers of CelebA divide it into; numbered as in list_eval_partition.txt.</summary>
public enum CelebAPartition
{
    /// <summary>162,770 pictures of the whole set.</summary>
    Train = 0,

    /// <summary>19,867 pictures.</summary>
    Validation = 1,

    /// <summary>19,962 pictures.</summary>
    Test = 2,
}
