namespace GanLab.Formats.TorchArchive;

/// <summary>The names of the entries of an archive, without the folder that all of them are in.</summary>
internal static class TorchArchiveEntry
{
    public const string Pickle = "data.pkl";
    public const string ByteOrder = "byteorder";
    public const string Version = "version";

    /// <summary>Only archives of TorchScript, which hold programs, have this one.</summary>
    public const string ScriptConstants = "constants.pkl";

    public static string Storage(string key) => $"data/{key}";
}
