#if TORCH_ENGINE_SYSTEM
using GanLab.LibTorch;

namespace GanLab.Acceleration;

/// <summary>Records work as CUDA graphs.</summary>
/// <param name="device">The number of the device.</param>
internal sealed class CudaRecorder(int device) : IWorkRecorder
{
    public IDisposable? WarmUp() => CudaGraph.SideStream(device);

    public IRecordedWork Record(Action work)
    {
        try
        {
            return new Work(CudaGraph.Record(device, work));
        }
        catch (TensorException exception)
        {
            throw new RecordingFailedException(exception.Message, exception);
        }
    }

    private sealed class Work(CudaGraph graph) : IRecordedWork
    {
        public bool IsCurrent => graph.IsCurrent;

        public void Repeat() => graph.Launch();

        public void Dispose() => graph.Dispose();
    }
}
#endif
