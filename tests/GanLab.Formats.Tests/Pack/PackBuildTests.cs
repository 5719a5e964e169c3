using GanLab.Formats.Pack;

namespace GanLab.Formats.Tests.Pack;

public sealed class PackBuildTests : IDisposable
{
    private const int Groups = 6;
    private const int InGroup = 4;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private PackBuild Open(string name = "set.ganpack", string? plan = null) => PackBuild.Open(folder.In(name), SomePack.Stride, plan ?? SomePack.Plan);

    // Source 5 and each source that is a multiple of 7 cannot be read.
    private static (byte[]?, string?) Source(int i) => i == 5 || i % 7 == 0 ? (null, $"{i} is broken") : (SomePack.Picture(i), null);

    private static void AddGroup(PackBuild build) =>
        build.Append([.. Enumerable.Range(build.Sources, InGroup).Select(Source)]);

    private byte[] Uninterrupted()
    {
        using var build = Open("whole.ganpack");
        for (var group = 0; group < Groups; group++)
        {
            AddGroup(build);
        }

        SomePack.Complete(build);
        return File.ReadAllBytes(folder.In("whole.ganpack"));
    }

    private byte[] Finish()
    {
        using var build = Open();
        while (build.Sources < Groups * InGroup)
        {
            AddGroup(build);
        }

        SomePack.Complete(build);
        return File.ReadAllBytes(folder.In("set.ganpack"));
    }

    [Fact]
    public void A_pack_that_is_finished_leaves_nothing_beside_it()
    {
        Uninterrupted();

        Assert.Equal(["whole.ganpack"], folder.Names());
    }

    [Fact]
    public void What_was_left_out_is_known_after_an_interruption_too()
    {
        using (var build = Open())
        {
            AddGroup(build);
            AddGroup(build);
        }

        using var again = Open();

        Assert.Equal((8, 5), (again.Sources, again.Count));
        Assert.Equal([0, 5, 7], again.LeftOut.Select(pair => pair.Key));
        Assert.Equal("5 is broken", again.LeftOut[1].Value);
    }

    /// <summary>As kill -9 or a power cut may leave it: the journal and the pictures cut or damaged at any place.</summary>
    [Fact]
    public void Wherever_it_was_interrupted_it_goes_on_to_the_same_bytes()
    {
        var expected = Uninterrupted();
        var random = new Random(5);
        for (var attempt = 0; attempt < 60; attempt++)
        {
            using (var build = Open())
            {
                for (var group = random.Next(1, Groups + 1); group > 0; group--)
                {
                    AddGroup(build);
                }
            }

            var file = folder.In(random.Next(2) == 0 ? "set.ganpack.journal" : "set.ganpack.partial");
            var bytes = File.ReadAllBytes(file);
            if (random.Next(3) == 0)
            {
                bytes[random.Next(70, bytes.Length)] ^= 0x10; // behind the plan
            }

            File.WriteAllBytes(file, bytes[..random.Next(70, bytes.Length + 1)]);

            Assert.Equal(expected, Finish());
            File.Delete(folder.In("set.ganpack"));
        }
    }

    [Fact]
    public void A_pack_that_was_interrupted_while_it_was_being_completed_goes_on_too()
    {
        var expected = Uninterrupted();
        using (var build = Open())
        {
            for (var group = 0; group < Groups; group++)
            {
                AddGroup(build);
            }
        }

        // Labels and hashes are behind the pictures already, but not the beginning that makes it a pack.
        var partial = folder.In("set.ganpack.partial");
        File.WriteAllBytes(partial, [.. new byte[64], .. expected[64..]]);
        Assert.Contains("never finished", Assert.Throws<MalformedFileException>(() => PackFile.Open(partial)).Message);

        Assert.Equal(expected, Finish());
    }

    [Fact]
    public void A_journal_without_pictures_begins_anew()
    {
        using (var build = Open())
        {
            AddGroup(build);
        }

        File.Delete(folder.In("set.ganpack.partial"));

        using var again = Open();
        Assert.Equal(0, again.Sources);
    }

    [Fact]
    public void Another_plan_is_refused_and_nothing_is_lost()
    {
        using (var build = Open())
        {
            AddGroup(build);
        }

        var error = Assert.Throws<MalformedFileException>(() => Open(plan: new string('b', 64)));

        Assert.Contains("begun here from other files", error.Message);
        Assert.Contains(folder.In("set.ganpack.journal"), error.Message);
        using var again = Open();
        Assert.Equal(InGroup, again.Sources);
    }

    [Fact]
    public void A_second_process_is_refused()
    {
        using var first = Open();
        AddGroup(first);

        var error = Assert.Throws<FileInUseException>(() => Open());

        Assert.Equal($"'{folder.In("set.ganpack")}' is being packed by another process; wait until that has ended.", error.Message);
        AddGroup(first);
        Assert.Equal(2 * InGroup, first.Sources);
    }

    [Fact]
    public void What_a_killed_process_held_keeps_nobody_out()
    {
        folder.Write("set.ganpack.lock", "");

        Assert.Equal(Uninterrupted(), Finish());

        Assert.Equal(["set.ganpack", "whole.ganpack"], folder.Names());
    }

    [Fact]
    public void A_pack_that_another_process_has_completed_meanwhile_is_not_replaced()
    {
        var whole = Uninterrupted();

        Assert.Contains("is there already", Assert.Throws<IOException>(() => Open("whole.ganpack")).Message);

        Assert.Equal(["whole.ganpack"], folder.Names());
        Assert.Equal(whole, File.ReadAllBytes(folder.In("whole.ganpack")));
    }

    [Fact]
    public void What_does_not_fit_together_is_a_mistake_of_the_caller()
    {
        using var build = Open();
        AddGroup(build);

        Assert.Throws<ArgumentException>(() => build.Complete(SomePack.Header(2), [0, 1], ["a", "b"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => build.Append([(new byte[3], null)]));
    }
}
