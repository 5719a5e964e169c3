using Microsoft.Extensions.Logging;
using static TorchSharp.torch;

namespace GanLab.Acceleration;

/// <summary>Work that is done over and over on tensors of the same shapes, which a GPU repeats without being told each operator.</summary>
/// <remarks>
/// On CUDA with the system engine the work is recorded as a CUDA graph, after a few calls that do it as the code says, and
/// repeated from then on; elsewhere the code runs each time. A repetition works on the memory of the recording. So whatever
/// changes from call to call must come in through <c>Take</c>, and whatever is wanted afterwards must go out through
/// <see cref="Keep"/>; nothing in the work may wait for the device. Other shapes are recorded anew; where recording fails,
/// the log says why in one line and the code runs each time. For one thread at a time.
/// </remarks>
public sealed class RepeatedWork : IDisposable
{
    private const int WarmUpCalls = 3; // libtorch chooses kernels in them, and optimizers make what they remember

    private readonly ILogger? logger;
    private readonly List<Intake> intakes = [];
    private readonly List<Tensor> kept = [];
    private readonly Queue<(Tensor, Tensor?)> drawn = new();
    private IWorkRecorder? recorder;
    private IRecordedWork? recording;
    private object? result;
    private Stage stage;
    private int calls;
    private int taken;
    private int handedOut;

    /// <param name="device">Where the work computes.</param>
    /// <param name="logger">Told where work that could be recorded is not; null for nobody.</param>
    public RepeatedWork(ComputeDevice device, ILogger? logger = null) => (recorder, this.logger) = (device.Recorder, logger);

    private RepeatedWork()
    {
    }

    private enum Stage
    {
        Direct,
        Recording,
        Repeating,
    }

    /// <summary>Runs the code each time, wherever it computes.</summary>
    internal static RepeatedWork Never() => new();

    /// <summary>Does the work, by running it or by repeating what it did.</summary>
    /// <param name="work">Each call must do the same, but for the numbers it takes. What it returns may hold tensors that went through <see cref="Keep"/>.</param>
    /// <returns>What the work returned; its tensors hold this call's numbers until the next call.</returns>
    public T Run<T>(Func<T> work)
        where T : class
    {
        if (recorder is null)
        {
            return work();
        }

        Refill();
        if (StepProfile.IsRunning)
        {
            return Watched(work);
        }

        if (recording is { IsCurrent: false })
        {
            DropRecording();
        }

        if (recording is not null)
        {
            recording.Repeat();
            return (T)result!;
        }

        return calls++ < WarmUpCalls ? Prepare(work) : Record(work);
    }

    /// <summary>Numbers that are new in each call. Within the work only, and always in the same order.</summary>
    /// <param name="draw">Makes them; called once for each call of the work, before it or within it, in the order of the first call.</param>
    public (Tensor First, Tensor? Second) Take(Func<(Tensor First, Tensor? Second)> draw)
    {
        if (recorder is null)
        {
            return draw();
        }

        if (taken == intakes.Count)
        {
            intakes.Add(new Intake(draw, drawn.TryDequeue(out var ready) ? ready : draw()));
        }

        return intakes[taken++].Buffers;
    }

    /// <summary>The same for one tensor.</summary>
    /// <param name="draw">Makes it.</param>
    public Tensor Take(Func<Tensor> draw) => Take(() => (draw(), null)).First;

    /// <summary>A result that outlives the work: in the scope outside the innermost, or in the recording's own memory.</summary>
    /// <param name="value">A tensor that the work made.</param>
    public Tensor Keep(Tensor value)
    {
        switch (stage)
        {
            case Stage.Recording:
                kept.Add(value.detach().DetachFromDisposeScope());
                return kept[^1];
            case Stage.Repeating:
                return kept[handedOut++].copy_(value.detach());
            default:
                return value.MoveToOuterDisposeScope();
        }
    }

    /// <summary>Frees the recording and the memory it works on; results of the last call are gone with it.</summary>
    public void Dispose()
    {
        DropRecording();
        intakes.ForEach(intake => intake.Dispose());
        intakes.Clear();
        calls = 0;
    }

    // All draws come before the work, in the order of the first call.
    private void Refill()
    {
        taken = 0;
        if (intakes.Count == 0)
        {
            return;
        }

        var next = intakes.ConvertAll(intake => intake.Draw());
        if (intakes.Zip(next).All(pair => pair.First.Fits(pair.Second)))
        {
            intakes.Zip(next).ToList().ForEach(pair => pair.First.Fill(pair.Second));
            return;
        }

        Dispose();
        next.ForEach(drawn.Enqueue);
    }

    private T Watched<T>(Func<T> work)
    {
        var before = stage;
        stage = Stage.Direct;
        var made = Prepare(work);
        stage = before;
        return made;
    }

    private T Prepare<T>(Func<T> work)
    {
        using var warmUp = recorder!.WarmUp();
        return work();
    }

    private T Record<T>(Func<T> work)
        where T : class
    {
        stage = Stage.Recording;
        try
        {
            recording = recorder!.Record(() =>
            {
                using var scope = NewDisposeScope();
                (taken, handedOut) = (0, 0);
                var made = work();
                result ??= made;
                stage = Stage.Repeating;
            });
            return (T)result!;
        }
        catch (RecordingFailedException exception)
        {
            logger?.LogWarning(
                "Steps are not recorded as a CUDA graph, which costs speed and nothing else: {Reason}",
                exception.Message.Split('\n')[0].TrimEnd('.'));
        }

        DropRecording();
        taken = 0;
        var direct = work();
        Dispose();
        recorder = null;
        return direct;
    }

    private void DropRecording()
    {
        recording?.Dispose();
        kept.ForEach(tensor => tensor.Dispose());
        kept.Clear();
        (recording, result, stage) = (null, null, Stage.Direct);
    }

    // Memory that stays where it is, filled anew for each call.
    private sealed class Intake(Func<(Tensor First, Tensor? Second)> draw, (Tensor First, Tensor? Second) now) : IDisposable
    {
        internal (Tensor First, Tensor? Second) Buffers { get; } = (Own(now.First), now.Second is { } second ? Own(second) : null);

        internal (Tensor First, Tensor? Second) Draw() => draw();

        internal bool Fits((Tensor First, Tensor? Second) next) =>
            Fits(Buffers.First, next.First) && Fits(Buffers.Second, next.Second);

        internal void Fill((Tensor First, Tensor? Second) next)
        {
            Buffers.First.copy_(next.First, nonBlocking: true);
            Buffers.Second?.copy_(next.Second!, nonBlocking: true);
        }

        public void Dispose()
        {
            Buffers.First.Dispose();
            Buffers.Second?.Dispose();
        }

        private static Tensor Own(Tensor tensor) => tensor.detach().clone().DetachFromDisposeScope();

        private static bool Fits(Tensor? mine, Tensor? next) =>
            mine is null || next is null ? mine is null && next is null : mine.dtype == next.dtype && mine.shape.SequenceEqual(next.shape);
    }
}
