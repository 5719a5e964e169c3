using GanLab.Configuration;
using GanLab.Formats.Cifar;

namespace GanLab.Data.Downloading;

/// <summary>The sets that have an address that lasts and a known hash.</summary>
internal static class DownloadCatalog
{
    /// <summary>MNIST; the first two addresses are the mirrors that torchvision and TensorFlow use.</summary>
    public static DatasetDownload Mnist { get; } = new()
    {
        Name = "mnist",
        Items =
        [
            MnistItem("train-images-idx3-ubyte.gz", 9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            MnistItem("train-labels-idx1-ubyte.gz", 28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            MnistItem("t10k-images-idx3-ubyte.gz", 1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            MnistItem("t10k-labels-idx1-ubyte.gz", 4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        ],
    };

    // The makers publish the MD5 of their archives only (c32a1d4ab5d03f1284b67883e8d87530 and
    // 03b5dce01913d631647c71ecec9e9cb8). The SHA-256 are those that other projects have recorded of the same archives.
    private static readonly DatasetDownload Cifar10 = Cifar(
        CifarKind.Cifar10, "cifar-10-binary.tar.gz", 170052171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd");

    private static readonly DatasetDownload Cifar100 = Cifar(
        CifarKind.Cifar100, "cifar-100-binary.tar.gz", 168513733, "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DatasetDownload> All { get; } = [Mnist, Cifar10, Cifar100];

    /// <summary>CIFAR-10 or CIFAR-100 from its makers.</summary>
    public static DatasetDownload Of(CifarKind kind) => kind == CifarKind.Cifar10 ? Cifar10 : Cifar100;

    /// <summary>The set called <paramref name="name"/>.</summary>
    /// <exception cref="ConfigException">It cannot be downloaded; the message says what to do instead.</exception>
    public static DatasetDownload Find(string name) => All.FirstOrDefault(set => set.Name == name) ?? throw new ConfigException(name switch
    {
        "celeba" =>
            "celeba cannot be downloaded from here: its makers ask for consent to their terms and give no lasting address. Get img_align_celeba.zip, "
            + "list_attr_celeba.txt and list_eval_partition.txt from https://mmlab.ie.cuhk.edu.hk/projects/CelebA.html, unpack the archive, "
            + "and train with --dataset celeba --data DIR.",
        "glyphs" or "ring8" => $"{name} is drawn as it is read and needs no download; train with --dataset {name}.",
        "folder" or "pack" => $"{name} stands for files of your own; there is nothing to download. Known: {Names}.",
        _ => Suggestion.UnknownName("data set", name, [.. All.Select(set => set.Name)]),
    });

    private static string Names => string.Join(", ", All.Select(set => set.Name));

    private static DownloadItem MnistItem(string name, long length, string sha256) => new(
        name,
        [
            new($"https://ossci-datasets.s3.amazonaws.com/mnist/{name}"),
            new($"https://storage.googleapis.com/cvdf-datasets/mnist/{name}"),
            new($"http://yann.lecun.com/exdb/mnist/{name}"),
        ],
        length,
        sha256);

    private static DatasetDownload Cifar(CifarKind kind, string archive, long length, string sha256) => new()
    {
        Name = kind == CifarKind.Cifar10 ? "cifar10" : "cifar100",
        Items = [new DownloadItem(archive, [new($"https://www.cs.toronto.edu/~kriz/{archive}")], length, sha256)],
        Members = CifarFiles.Members(kind),
    };
}
