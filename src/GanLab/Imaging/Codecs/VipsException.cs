#if !TORCH_ENGINE_TORCHSHARP
namespace GanLab.Imaging.Codecs;

/// <summary>libvips reported an error; what it was stands in its error text, which all threads share.</summary>
internal sealed class VipsException : Exception
{
    public static void ThrowIfFailed(int result)
    {
        if (result != 0)
        {
            throw new VipsException();
        }
    }
}
#endif
