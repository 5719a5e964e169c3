namespace GanLab.Data.Downloading;

/// <summary>A file to be downloaded, the same from each of its addresses.</summary>
/// <param name="Name">What it is called on the disk.</param>
/// <param name="Addresses">Tried in this order.</param>
/// <param name="Length">Bytes; a server that has or sends more or fewer does not have this file.</param>
/// <param name="Sha256">In lowercase hexadecimal digits.</param>
internal sealed record DownloadItem(string Name, IReadOnlyList<Uri> Addresses, long Length, string Sha256);
