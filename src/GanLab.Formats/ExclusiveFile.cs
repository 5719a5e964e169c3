namespace GanLab.Formats;

/// <summary>A file that one process at a time can have open: the operating system lets go of it however the process ends.</summary>
public static class ExclusiveFile
{
    private const int HeldOnLinux = 11; // EWOULDBLOCK
    private const int HeldOnMac = 35; // EWOULDBLOCK
    private const int HeldOnWindows = unchecked((int)0x80070020); // ERROR_SHARING_VIOLATION

    /// <summary>Opens a file, made when missing, that nobody else can open with this method until it is disposed.</summary>
    /// <remarks>On a file system without locks, which some network shares are, it does not keep others out.</remarks>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="isTemporary">Whether disposing it deletes it, while it still keeps others out. After a process that was killed
    /// it stays, except on Windows, until the next who opens it so.</param>
    /// <returns>Null when somebody else has it open.</returns>
    /// <exception cref="IOException">The file cannot be made or opened for another reason.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise, for want of permission.</exception>
    public static FileStream? TryOpen(string path, bool isTemporary = false)
    {
        try
        {
            // To close and then delete would let another open it in between; to delete and then close is not possible on Windows.
            var options = isTemporary ? FileOptions.DeleteOnClose : FileOptions.None;
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, options);
        }
        catch (IOException exception) when (exception.HResult is HeldOnLinux or HeldOnMac or HeldOnWindows)
        {
            return null;
        }
    }
}
