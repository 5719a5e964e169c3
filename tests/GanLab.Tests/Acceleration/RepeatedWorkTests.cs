using GanLab.Acceleration;
using GanLab.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace GanLab.Tests.Acceleration;

public sealed class RepeatedWorkTests : IDisposable
{
    private readonly CountedRecorder recorder = new();
    private readonly LogLines log = new();
    private readonly RepeatedWork work;
    private readonly Tensor sum = zeros(1);
    private int drawn;
    private long[] shape = [2];

    public RepeatedWorkTests() => work = new RepeatedWork(Some.Cpu.RecordingWith(recorder), log);

    public void Dispose()
    {
        work.Dispose();
        sum.Dispose();
    }

    // Adds what it takes, 1, 2, 3 and so on, to the sum; gives the sum and the number.
    private (float Sum, float Taken) Add(RepeatedWork by)
    {
        using var scope = NewDisposeScope();
        var made = by.Run(() =>
        {
            using var inner = NewDisposeScope();
            var number = by.Take(() => full(shape, (float)++drawn));
            sum.add_(number.mean());
            return Tuple.Create(by.Keep(sum.clone()), by.Keep(number * 1));
        });
        return (made.Item1.item<float>(), made.Item2.mean().item<float>());
    }

    private (float, float)[] Add(int times) => [.. Enumerable.Range(0, times).Select(_ => Add(work))];

    [Fact]
    public void It_warms_up_records_once_and_then_repeats_with_new_numbers()
    {
        Assert.Equal([(1, 1), (3, 2), (6, 3), (10, 4), (15, 5), (21, 6)], Add(6));

        Assert.Equal((3, 1, 2), (recorder.WarmUps, recorder.Records, recorder.Repeats));
    }

    [Fact]
    public void Each_call_draws_once_however_it_is_done()
    {
        Add(7);

        Assert.Equal(7, drawn);
    }

    [Fact]
    public void Other_shapes_are_recorded_anew_and_no_draw_is_lost()
    {
        Add(5);
        shape = [3];

        Assert.Equal([(21, 6), (28, 7), (36, 8), (45, 9), (55, 10)], Add(5));
        Assert.Equal((6, 2), (recorder.WarmUps, recorder.Records));
    }

    [Fact]
    public void A_recording_that_is_no_longer_current_is_made_again_without_warming_up()
    {
        Add(5);
        recorder.IsCurrent = false;

        Assert.Equal([(21, 6), (28, 7)], Add(2));
        Assert.Equal((3, 2, 2), (recorder.WarmUps, recorder.Records, recorder.Repeats));
    }

    [Fact]
    public void Under_a_profile_the_code_runs_and_the_recording_is_good_afterwards()
    {
        Add(5);
        (float, float) watched = default;

        var operators = StepProfile.Of(() => watched = Add(work), Some.Cpu);

        Assert.Equal((21, 6), watched);
        Assert.Contains(operators, entry => entry.Operator == "aten::add_");
        Assert.Equal((4, 1, 1), (recorder.WarmUps, recorder.Records, recorder.Repeats));
        Assert.Equal([(28, 7), (36, 8)], Add(2));
        Assert.Equal((4, 1, 3), (recorder.WarmUps, recorder.Records, recorder.Repeats));
    }

    [Fact]
    public void Where_recording_fails_the_log_says_why_in_one_line_and_the_code_runs_each_time()
    {
        var refusing = new CountedRecorder { Refusal = "operation not permitted when stream is capturing.\nat somewhere" };
        using var refused = new RepeatedWork(Some.Cpu.RecordingWith(refusing), log);

        (float, float)[] sums = [.. Enumerable.Range(0, 6).Select(_ => Add(refused))];

        Assert.Equal([(1, 1), (3, 2), (6, 3), (10, 4), (15, 5), (21, 6)], sums);
        Assert.Equal((1, 0), (refusing.Records, refusing.Repeats));
        Assert.Equal(
            "Warning: Steps are not recorded as a CUDA graph, which costs speed and nothing else: operation not permitted when stream is capturing",
            Assert.Single(log.Lines));
    }

    [Fact]
    public void What_is_taken_is_copied_so_that_its_owner_may_change_it()
    {
        using var scope = NewDisposeScope();
        var mine = ones(1);
        var results = new List<float>();
        for (var i = 0; i < 6; i++)
        {
            mine.fill_(i);
            results.Add(work.Run(() => Tuple.Create(work.Keep(work.Take(() => mine) + 1))).Item1.item<float>());
            Assert.Equal(i, mine.item<float>());
        }

        Assert.Equal([1, 2, 3, 4, 5, 6], results);
    }

    [Fact]
    public void A_device_that_records_nothing_runs_the_code_and_copies_nothing()
    {
        using var scope = NewDisposeScope();
        using var direct = new RepeatedWork(Some.Cpu);
        var mine = ones(1);
        for (var i = 0; i < 5; i++)
        {
            Assert.Same(mine, direct.Run(() => Tuple.Create(direct.Take(() => mine))).Item1);
        }
    }

    [Fact]
    public void Repetitions_leave_as_many_tensors_as_they_found_and_the_end_leaves_none()
    {
        static long Live() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        var before = Live();
        Add(5);
        var recorded = Live();

        Add(3);
        Assert.Equal(recorded, Live());

        work.Dispose();
        Assert.Equal(before, Live());
    }
}
