using System.Diagnostics;

namespace GanLab.Soak;

/// <summary>A file system mounted for a moment. Needs the rights to, as within <c>unshare --user --map-root-user --mount</c>.</summary>
internal sealed class Mount : IDisposable
{
    private readonly string folder;

    private Mount(string folder) => this.folder = folder;

    /// <summary>A disk of so many bytes in memory.</summary>
    internal static Mount Disk(string folder, long bytes)
    {
        Directory.CreateDirectory(folder);
        Command("mount", "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", folder);
        return new Mount(folder);
    }

    /// <summary>Changes the size of a disk of ours.</summary>
    internal void Resize(long bytes) => Command("mount", "-o", $"remount,size={bytes}", folder);

    /// <summary>Makes a folder one that can only be read, also by root.</summary>
    internal static Mount ReadOnly(string folder)
    {
        Command("mount", "--bind", folder, folder);
        var mount = new Mount(folder);
        Command("mount", "-o", "remount,bind,ro", folder);
        return mount;
    }

    public void Dispose() => Command("umount", folder);

    private static void Command(params string[] words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardError = true })!;
            var problem = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new CannotBeTriedException($"no right to mount ({problem.Trim().ReplaceLineEndings(" ")})");
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new CannotBeTriedException($"there is no {words[0]} here");
        }
    }
}
