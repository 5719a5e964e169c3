using System.Reflection;
using GanLab.Experiment;
using GanLab.Formats;

namespace GanLab.Tests.PublicApi;

/// <summary>
/// What users of the packages can see is on record, so that a change of it is seen in review. After a change that is meant,
/// run these tests with GANLAB_RENEW=1 and commit the files that they rewrite.
/// </summary>
public class PublicApiTests
{
    [Theory]
    [InlineData(typeof(TrainingRun), "GanLab.txt")]
    [InlineData(typeof(RawTensor), "GanLab.Formats.txt")]
    public void The_public_members_are_those_on_record(Type any, string name)
    {
        var members = PublicMembers.Of(any.Assembly);
        var file = Repository.PathOf("tests", "GanLab.Tests", "PublicApi", name);
        if (Environment.GetEnvironmentVariable("GANLAB_RENEW") == "1")
        {
            File.WriteAllText(file, string.Join('\n', members) + "\n");
        }

        var expected = File.ReadAllLines(file);

        Assert.Empty(expected.Except(members).Select(member => $"gone: {member}").Concat(members.Except(expected).Select(member => $"new: {member}")));
    }

    [Fact]
    public void Members_of_every_kind_are_seen() => Assert.Superset(
        new HashSet<string>
        {
            "GanLab.Tests.PublicApi.Exhibit : abstract class of IDisposable",
            "GanLab.Tests.PublicApi.Exhibit.Limit : Int32 = 3",
            "GanLab.Tests.PublicApi.Exhibit.Size { get; init; } : Int32",
            "GanLab.Tests.PublicApi.Exhibit.protected abstract Show<T>(List<T> items, String title = null) : Void",
        },
        PublicMembers.Of(Assembly.GetExecutingAssembly()).ToHashSet());
}

public abstract class Exhibit : IDisposable
{
    public const int Limit = 3;

    public int Size { get; init; }

    public void Dispose() => GC.SuppressFinalize(this);

    protected abstract void Show<T>(List<T> items, string? title = null);

    internal void Hidden()
    {
    }
}
