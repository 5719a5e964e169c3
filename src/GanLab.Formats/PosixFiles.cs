using System.Runtime.InteropServices;

namespace GanLab.Formats;

/// <summary>What .NET lacks for folders, asked of the C library of Linux and macOS.</summary>
/// <remarks>On Windows neither is possible, and the first is not needed: NTFS writes the names of files to its journal in order.</remarks>
internal static class PosixFiles
{
    private const int ReadOnly = 0;
    private const int CurrentFolder = -100; // AT_FDCWD of Linux; the paths are absolute anyhow
    private const uint Exchange = 2; // RENAME_EXCHANGE of Linux
    private const int InputOutputError = 5; // EIO
    private const int DiskFull = 28; // ENOSPC

    /// <summary>Makes sure that the names in <paramref name="folder"/> are on the disk: created, renamed and deleted ones.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    internal static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            var descriptor = Open(folder, ReadOnly);
            if (descriptor < 0)
            {
                return; // a folder that may be written to but not read, say: as durable as the system makes it
            }

            var failed = Synchronize(descriptor) != 0;
            var error = Marshal.GetLastPInvokeError();
            _ = Close(descriptor);
            if (failed && error is InputOutputError or DiskFull)
            {
                throw new IOException($"'{folder}' cannot be written to the disk: {Marshal.GetPInvokeErrorMessage(error)}.", error);
            }
        }
        catch (Exception exception) when (IsAbsent(exception))
        {
            // A system whose C library goes by another name.
        }
    }

    /// <summary>Lets two files or folders change places in one instant; false where the system cannot.</summary>
    internal static bool TryExchange(string one, string other)
    {
        try
        {
            return OperatingSystem.IsLinux() && Rename(CurrentFolder, Path.GetFullPath(one), CurrentFolder, Path.GetFullPath(other), Exchange) == 0;
        }
        catch (Exception exception) when (IsAbsent(exception))
        {
            return false;
        }
    }

    private static bool IsAbsent(Exception exception) => exception is DllNotFoundException or EntryPointNotFoundException;

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Synchronize(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    private static extern int Rename(
        int oldFolder, [MarshalAs(UnmanagedType.LPUTF8Str)] string oldPath, int newFolder, [MarshalAs(UnmanagedType.LPUTF8Str)] string newPath, uint flags);
}
