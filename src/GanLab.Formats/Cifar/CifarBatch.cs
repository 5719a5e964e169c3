namespace GanLab.Formats.Cifar;

/// <summary>The pictures of one file.</summary>
/// <param name="Labels">[N], the classes; of CIFAR-100 the hundred fine ones.</param>
/// <param name="Pixels">[N, 3, 32, 32]: of each picture the red plane, the green and the blue, rows from the top.</param>
public sealed record CifarBatch(byte[] Labels, byte[] Pixels);
