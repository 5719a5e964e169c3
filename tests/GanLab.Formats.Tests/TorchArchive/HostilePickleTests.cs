using System.Text;
using GanLab.Formats.Tests.Support;
using GanLab.Formats.TorchArchive;
using static GanLab.Formats.Tests.TorchArchive.PickleArchive;

namespace GanLab.Formats.Tests.TorchArchive;

public class HostilePickleTests
{
    private const string Huge = "\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f"; // 2^63 - 1

    [Theory]
    [InlineData("cos\nsystem\n(X\x02\0\0\0lstR.", "os.system", 2)]
    [InlineData("}(X\x01\0\0\0acbuiltins\neval\n", "builtins.eval", 10)]
    [InlineData("\x8c\x05posix\x8c\x06system\x93", "posix.system", 17)]
    [InlineData("ctorch.storage\n_load_from_bytes\n", "torch.storage._load_from_bytes", 2)]
    [InlineData("ctorch\nload\n", "torch.load", 2)]
    [InlineData("ctorch._utils\n_rebuild_tensor_v2.__globals__\n", "torch._utils._rebuild_tensor_v2.__globals__", 2)]
    public void A_name_that_could_run_code_is_refused_and_named_with_its_place(string code, string name, int place)
    {
        var archive = Of("\x80\x02" + code);
        var start = archive.ToArray().AsSpan().IndexOf(new byte[] { 0x80, 0x02 });

        var error = Refused(archive);

        Assert.Contains($"'{name}', which is refused because it could run code", error.Message);
        Assert.Equal(start + place, error.Offset);
    }

    [Theory]
    [InlineData("ccollections\nOrderedDict\n(X\x01\0\0\0atR.", "OrderedDict is called with other arguments")]
    [InlineData("ctorch\nFloatStorage\n)R.", "FloatStorage is called with other arguments")]
    [InlineData("ctorch\nFloatStorage\n.", "bare storage or class")]
    [InlineData("N)R.", "a function belongs")]
    [InlineData("}}b.", "dictionary with attributes")]
    [InlineData("ccollections\nOrderedDict\n)RK\x01" + "b.", "dictionary with attributes")]
    [InlineData("(i", "instruction 0x69")] // INST, which imports too
    [InlineData(")\x81.", "instruction 0x81")] // NEWOBJ
    [InlineData("\x82\x01.", "instruction 0x82")] // EXT1
    public void What_only_programs_need_is_refused(string code, string expected) =>
        Assert.Contains(expected, Refused(Of("\x80\x02" + code)).Message);

    [Theory]
    [InlineData(".", "empty stack")]
    [InlineData("", "the file ends inside the pickle")]
    [InlineData("(N.", "ends before all of it is used")]
    [InlineData("NN.", "ends before all of it is used")]
    [InlineData("N.N", "ends before all of it is used")]
    [InlineData("K\x01(a.", "empty stack")]
    [InlineData("t.", "closes what it has not opened")]
    [InlineData("h\x05.", "recalls slot 5")]
    [InlineData("}(Nu.", "a dictionary and its keys")]
    [InlineData("Na.", "empty stack")]
    [InlineData("NNa.", "where a list belongs")]
    [InlineData("}NNs.", "neither texts nor integers")]
    [InlineData("}(K\x01NX\x01\0\0\01Nu.", "two entries called '1'")]
    [InlineData("X\xff\xff\xff\x7f", "the file ends inside the pickle")]
    [InlineData("\x8d\xff\xff\xff\xff\xff\xff\xff\xff", "the file ends inside the pickle")]
    [InlineData("X\x01\0\0\0\xff.", "no UTF-8")]
    [InlineData("\x8a\x09\x01\x01\x01\x01\x01\x01\x01\x01\x01.", "an integer of 9 bytes")]
    [InlineData("\x80\x06N.", "protocol 6")]
    [InlineData("ctorch", "a name in the pickle is cut")]
    public void What_is_no_pickle_is_refused(string code, string expected) =>
        Assert.Contains(expected, Refused(Of(code)).Message);

    [Fact]
    public void A_tensor_written_by_hand_is_read()
    {
        var root = Assert.IsType<PickleTensor>(Read(Of("\x80\x02" + Tensor("K\x06", "K\x01", "K\x02K\x02\x86", "K\x01K\x03\x86") + ".", Some.Floats(0, 1, 2, 3, 4, 5))));

        Assert.Equal(Some.Floats(1, 4, 2, 5), root.Tensor.Data.ToArray());
    }

    [Theory]
    [InlineData("K\x04", "K\x00", "K\x04\x85", "K\x01\x85", "not 4 elements")] // a storage of 3
    [InlineData("K\x02", "K\x00", "K\x02\x85", "K\x01\x85", "not 2 elements")]
    [InlineData(Huge, "K\x00", "K\x02\x85", "K\x01\x85", "elements of F32")]
    [InlineData("K\x03", "K\x00", "K\x04\x85", "K\x01\x85", "outside its storage of 3 elements")]
    [InlineData("K\x03", "K\x01", "K\x03\x85", "K\x01\x85", "outside its storage")]
    [InlineData("K\x03", "K\x00", "K\x02\x85", "K\x03\x85", "outside its storage")]
    [InlineData("K\x03", "K\x00", "K\x02\x85", Huge + "\x85", "outside its storage")]
    [InlineData("K\x03", Huge, "K\x02\x85", Huge + "\x85", "outside its storage")]
    [InlineData("K\x03", Huge, "K\x00\x85", "K\x01\x85", "outside its storage")]
    [InlineData("K\x03", "J\xff\xff\xff\xff", "K\x02\x85", "K\x01\x85", "negative")]
    [InlineData("K\x03", "K\x02", "K\x02\x85", "J\xff\xff\xff\xff\x85", "negative")]
    [InlineData("K\x03", "K\x00", "J\xff\xff\xff\xff\x85", "K\x01\x85", "negative")]
    [InlineData("K\x03", "K\x00", "K\x02\x85", "K\x01K\x01\x86", "1 sizes but 2 strides")]
    [InlineData("K\x03", "K\x00", Huge + Huge + "\x86", "K\x00K\x00\x86", "more than")]
    [InlineData("K\x03", "K\x00", Huge + Huge + "K\x00\x87", "K\x00K\x00K\x00\x87", "more than")]
    [InlineData("K\x03", "K\x00", "J\0\0\0\x10\x85", "K\x00\x85", "repeat or rearrange")] // 2^28 times one float
    [InlineData("K\x03", "K\x00", "N\x85", "K\x01\x85", "integers")]
    public void A_tensor_that_lies_about_its_storage_is_refused_before_memory_is_taken(
        string length, string offset, string shape, string strides, string expected)
    {
        var archive = Of("\x80\x02" + Tensor(length, offset, shape, strides) + ".", Some.Floats(0, 1, 2));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains(expected, Refused(archive).Message);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_missing_storage_is_named() =>
        Assert.Contains("no storage '0'", Refused(Of("\x80\x02" + Tensor("K\x01", "K\x00", ")", ")") + ".")).Message);

    [Fact]
    public void Deep_nesting_is_refused_without_a_stack_overflow() =>
        Assert.Contains("depth", Refused(Of(new string(']', 100_000) + new string('a', 99_999) + ".")).Message);

    [Fact]
    public void A_list_that_contains_itself_is_refused() =>
        Assert.Contains("depth", Refused(Of("]q\0h\0a.")).Message);

    [Fact]
    public void A_few_lists_that_stand_for_billions_are_refused()
    {
        // Each list holds the one before ten times.
        var levels = Enumerable.Range(0, 30).Select(
            level => "](" + string.Concat(Enumerable.Repeat($"h{(char)level}", 10)) + "eq" + (char)(level + 1));

        var code = "(]q\0" + string.Concat(levels) + "t.";

        Assert.Contains("number of values", Refused(Of(code)).Message);
    }

    [Fact]
    public void Damaged_pickles_are_refused_in_one_way_only()
    {
        var good = Encoding.Latin1.GetBytes(
            "\x80\x02}q\0(X\x01\0\0\0aq\x01" + Tensor("K\x06", "K\x01", "K\x02K\x02\x86", "K\x01K\x03\x86")
            + "X\x01\0\0\0b]q\x02(K\x01M\x01\x02J\x01\x02\x03\x04\x8a\x02\x01\x02G\0\0\0\0\0\0\0\0e"
            + "X\x01\0\0\0c(NNt" + "X\x01\0\0\0d(h\x01Ntu.");
        Read(Of(good, new byte[24]));

        var refused = Mutations.Refused(good, 6000, pickle => Read(Of(((MemoryStream)pickle).ToArray(), new byte[24])));

        Assert.InRange(refused, 3000, 5999);
    }
}
