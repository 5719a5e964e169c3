namespace GanLab.Data;

/// <summary>Whether a set is read from a folder.</summary>
public enum DirectoryUse
{
    /// <summary>It is made up; naming a folder is an error.</summary>
    None,

    /// <summary>It is downloaded if no folder is named.</summary>
    Optional,

    /// <summary>The folder must be named.</summary>
    Required,
}
