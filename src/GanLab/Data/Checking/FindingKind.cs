namespace GanLab.Data.Checking;

/// <summary>What can be found in a set, the worst first.</summary>
public enum FindingKind
{
    /// <summary>It cannot be read and is left out of training.</summary>
    Corrupt,

    /// <summary>A folder cannot be looked into; whatever is in it is left out.</summary>
    ClosedFolder,

    /// <summary>Text files and pictures do not belong together.</summary>
    Inconsistent,

    /// <summary>A class has no picture that can be used.</summary>
    EmptyClass,

    /// <summary>One class has many times the pictures of another.</summary>
    Imbalance,

    /// <summary>The same file as another, byte for byte.</summary>
    DuplicateFile,

    /// <summary>Another file that shows the same once it is cut and scaled for training.</summary>
    DuplicatePicture,

    /// <summary>All pixels are equal.</summary>
    Blank,

    /// <summary>Smaller than it is trained at, so that it is enlarged.</summary>
    TooSmall,

    /// <summary>So long or tall that most of it is cut off.</summary>
    ExtremeShape,

    /// <summary>Grey among colour, or colour among grey.</summary>
    OtherColour,

    /// <summary>Transparent parts, which become black.</summary>
    Transparent,

    /// <summary>Colours from a table.</summary>
    Palette,

    /// <summary>More than 8 bits a channel, which are rounded.</summary>
    DeepColour,

    /// <summary>Inks for printing, whose colours are converted.</summary>
    Cmyk,

    /// <summary>Several pictures in one file, of which the first is used.</summary>
    Animated,

    /// <summary>The ending of the name says another format than the content.</summary>
    Misnamed,
}
