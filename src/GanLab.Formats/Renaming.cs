namespace GanLab.Formats;

/// <summary>Renames files and folders, with the patience that Windows needs.</summary>
/// <remarks>
/// There a name cannot change while anybody has the file, its target or a file in the folder open, be it a virus scanner that
/// looks at what has just been written. That passes; so it is tried again for a second. Other systems know no such trouble.
/// </remarks>
internal static class Renaming
{
    private const int Attempts = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static void File(string from, string to, bool overwrite) => Patiently(() => System.IO.File.Move(from, to, overwrite));

    public static void Folder(string from, string to) => Patiently(() => Directory.Move(from, to));

    /// <summary>Tries until it succeeds; the last failure is thrown.</summary>
    internal static void Repeat(Action rename, int attempts, TimeSpan pause)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                rename();
                return;
            }
            catch (Exception exception) when (attempt < attempts && IsPassing(exception))
            {
                Thread.Sleep(pause);
            }
        }
    }

    private static void Patiently(Action rename) => Repeat(rename, OperatingSystem.IsWindows() ? Attempts : 1, Pause);

    // What is absent or taken will be so in a second too.
    private static bool IsPassing(Exception exception) =>
        exception is UnauthorizedAccessException || (exception is IOException && exception.GetType() == typeof(IOException));
}
