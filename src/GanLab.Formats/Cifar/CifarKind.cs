namespace GanLab.Formats.Cifar;

/// <summary>The two sets that come in this format.</summary>
public enum CifarKind
{
    /// <summary>Ten classes; one label byte before each picture.</summary>
    Cifar10,

    /// <summary>A hundred classes in twenty groups; the label of the group, then that of the class, before each picture.</summary>
    Cifar100,
}
