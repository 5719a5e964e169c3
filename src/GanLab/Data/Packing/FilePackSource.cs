using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GanLab.Configuration;
using GanLab.Imaging;

namespace GanLab.Data.Packing;

/// <summary>Picture files, each decoded when it is asked for, exactly as "folder" and "celeba" do.</summary>
/// <param name="set">"folder" or "celeba".</param>
/// <param name="folder">What their names are relative to.</param>
/// <param name="files">In order.</param>
/// <param name="channels">1 or 3.</param>
/// <param name="target">What is cut and scaled.</param>
internal sealed class FilePackSource(string set, string folder, IReadOnlyList<string> files, int channels, SquareTarget target) : IPackSource
{
    public string Set => set;

    public SampleShape Shape => new(channels, target.Size, target.Size);

    public int Count => files.Count;

    public required IReadOnlyList<UnreadableFile> Unreadable { get; init; }

    /// <summary>Whether the folders are classes.</summary>
    public required bool HasClasses { get; init; }

    // A file that is replaced by another of the same length within the resolution of the clock goes unnoticed.
    public string Plan
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Append(hash, string.Create(CultureInfo.InvariantCulture, $"{set} {channels} {target.Size} {target.Crop} {ImageCodec.Description}"));
            for (var i = 0; i < files.Count; i++)
            {
                Append(hash, $"{Name(i)}\0{State(files[i])}");
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    public byte[] Read(int source) => ImageCodec.DecodeSquare(files[source], channels, target).Pixels;

    public string Name(int source) => PictureSearch.Below(folder, files[source]);

    public FolderClasses Classes(IReadOnlyList<int> packed) =>
        HasClasses ? FolderClasses.Of(packed.Select(Name)) : new FolderClasses([], new int[packed.Count]);

    public void Dispose()
    {
    }

    // A link is as its target is.
    private static string State(string path)
    {
        try
        {
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
            return string.Create(CultureInfo.InvariantCulture, $"{file.Length}\0{file.LastWriteTimeUtc.Ticks}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "unreadable";
        }
    }

    private static void Append(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData([0, 0]);
    }
}
