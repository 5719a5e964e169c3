using static TorchSharp.torch;

namespace GanLab.Acceleration;

/// <summary>Keeps a computation that bfloat16 would spoil in the precision of its inputs, within autocast too.</summary>
public static class FullPrecision
{
    /// <summary>Autocast is off for what follows on <paramref name="device"/>, until disposed; null where it is not on.</summary>
    public static IDisposable? On(Device device) =>
#if TORCH_ENGINE_SYSTEM
        LibTorch.Backend.WithoutAutocast(device.type == TorchSharp.DeviceType.CUDA);
#else
        null;
#endif
}
