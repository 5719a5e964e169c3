#if !TORCH_ENGINE_TORCHSHARP
using System.Globalization;
using System.Runtime.InteropServices;

namespace GanLab.Imaging.Codecs;

/// <summary>A picture in libvips, which computes its pixels only when they are asked for; owns one reference.</summary>
internal sealed class VipsImage : IDisposable
{
    private nint handle;

    private VipsImage(nint handle) => this.handle = handle;

    public int Width => VipsNative.Width(handle);

    public int Height => VipsNative.Height(handle);

    public int Bands => VipsNative.Bands(handle);

    public bool HasAlpha => VipsNative.HasAlpha(handle) != 0;

    /// <summary>Opens a file in memory, which must stay where it is until the last picture made from it is disposed.</summary>
    public static unsafe VipsImage Load(string loader, byte* file, int length, params ReadOnlySpan<(string, string)> options)
    {
        var blob = VipsNative.NewBlob(0, file, (nuint)length);
        try
        {
            return Run(loader, "buffer", VipsNative.BlobType(), VipsNative.SetBoxed, blob, options);
        }
        finally
        {
            VipsNative.ReleaseBlob(blob);
        }
    }

    /// <summary>The result of <paramref name="operation"/>, whose only input is this picture.</summary>
    public VipsImage Apply(string operation, params ReadOnlySpan<(string, string)> options) =>
        Run(operation, "in", VipsNative.ImageType(), VipsNative.SetObject, handle, options);

    /// <summary>A square part.</summary>
    public VipsImage Crop(int left, int top, int side)
    {
        ReadOnlySpan<(string, string)> area =
            [("left", Text(left)), ("top", Text(top)), ("width", Text(side)), ("height", Text(side))];
        return Run("extract_area", "input", VipsNative.ImageType(), VipsNative.SetObject, handle, area);
    }

    /// <summary>Computes all pixels, [Height, Width, Bands].</summary>
    public byte[] ToBytes()
    {
        var memory = VipsNative.WriteToMemory(handle, out var length);
        if (memory == 0)
        {
            throw new VipsException();
        }

        var pixels = new byte[(int)length];
        Marshal.Copy(memory, pixels, 0, pixels.Length);
        VipsNative.Free(memory);
        return pixels;
    }

    public void Dispose()
    {
        if (handle != 0)
        {
            VipsNative.Release(handle);
            handle = 0;
        }
    }

    public static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private delegate void Setter(ref VipsNative.Value value, nint instance);

    private static VipsImage Run(
        string name, string inputName, nuint inputType, Setter set, nint input, ReadOnlySpan<(string, string)> options)
    {
        var operation = VipsNative.NewOperation(name);
        if (operation == 0)
        {
            throw new VipsException();
        }

        try
        {
            SetInput(operation, inputName, inputType, set, input);
            foreach (var (option, value) in options)
            {
                VipsException.ThrowIfFailed(VipsNative.SetArgument(operation, option, value));
            }

            VipsException.ThrowIfFailed(VipsNative.Build(ref operation));
            return new VipsImage(GetOutput(operation));
        }
        finally
        {
            VipsNative.ReleaseOutputs(operation);
            VipsNative.Release(operation);
        }
    }

    private static void SetInput(nint operation, string name, nuint type, Setter set, nint input)
    {
        var value = default(VipsNative.Value);
        VipsNative.InitialiseValue(ref value, type);
        set(ref value, input);
        VipsNative.SetProperty(operation, name, ref value);
        VipsNative.ClearValue(ref value);
    }

    private static nint GetOutput(nint operation)
    {
        var value = default(VipsNative.Value);
        VipsNative.InitialiseValue(ref value, VipsNative.ImageType());
        VipsNative.GetProperty(operation, "out", ref value);
        var image = VipsNative.GetObject(ref value);
        VipsNative.ClearValue(ref value);
        return image;
    }
}
#endif
