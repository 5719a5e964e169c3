using GanLab.Cli.Tests.Support;
using GanLab.Formats.Idx;

namespace GanLab.Cli.Tests.Commands;

/// <summary>Data sets that cannot be trained on: one message, exit code 1 or 2, and no run folder.</summary>
public sealed class BadDataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public BadDataTests() => Directory.CreateDirectory(Data());

    public void Dispose()
    {
        Assert.False(Directory.Exists(folder.In("runs")));
        folder.Dispose();
    }

    [Fact]
    public void An_empty_folder() => Train("folder").Fails(2, Data());

    [Fact]
    public void A_folder_that_is_absent() =>
        Gan.Run("train", "--dataset", "folder", "--data", folder.In("no"), "--out", folder.In("runs")).Fails(2, folder.In("no"));

    [Fact]
    public void A_text_called_png_as_the_only_picture()
    {
        File.WriteAllText(Data("a.png"), "hello");

        var result = Train("folder");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("a.png", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_mnist_folder_with_nothing_in_it()
    {
        var result = Train("mnist");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(Data(), result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Swapped_images_and_labels()
    {
        Digits(images: "labels", labels: "images");

        Train("mnist").Fails(1, "swapped");
    }

    [Fact]
    public void Images_that_are_cut_short()
    {
        Digits(images: "images", labels: "labels");
        var images = Data("train-images-idx3-ubyte");
        File.WriteAllBytes(images, File.ReadAllBytes(images)[..^100]);

        Train("mnist").Fails(1, images, "declared but the file ends");
    }

    [Fact]
    public void A_set_that_needs_a_folder_without_one() =>
        Gan.Run("train", "--dataset", "celeba", "--out", folder.In("runs")).Fails(2, "--data DIR");

    private string Data(params string[] parts) => folder.In(["data", .. parts]);

    private Gan Train(string dataset) => Gan.Run("train", "--dataset", dataset, "--data", Data(), "--out", folder.In("runs"), "--steps", "1");

    private void Digits(string images, string labels)
    {
        foreach (var part in (string[])["train", "t10k"])
        {
            Write($"{part}-images-idx3-ubyte", images);
            Write($"{part}-labels-idx1-ubyte", labels);
        }
    }

    private void Write(string name, string content)
    {
        using var stream = File.Create(Data(name));
        if (content == "images")
        {
            IdxWriter.Write(stream, new byte[3 * 28 * 28], 3, 28, 28);
        }
        else
        {
            IdxWriter.Write(stream, new byte[3], 3);
        }
    }
}
