using System.Diagnostics;
using GanLab.Fuzzing.Families;

namespace GanLab.Fuzzing;

/// <summary>Knows what a reader may do with a file: refuse it in a sentence, or read it, twice the same and writable again.</summary>
/// <param name="family">The reader.</param>
/// <param name="mostMilliseconds">How long a file may take.</param>
internal sealed class Oracle(ReaderFamily family, double mostMilliseconds)
{
    private const int LongestMessage = 5000;

    /// <summary>Reads <paramref name="file"/> and judges what happens.</summary>
    internal Verdict Judge(byte[] file)
    {
        var verdict = Once(file);
        // A pause of the machine is not the reader's fault, so what took long is tried again.
        return verdict.Milliseconds > mostMilliseconds && Once(file) is var again && again.Milliseconds > mostMilliseconds
            ? again with { Fault = again.Fault ?? $"takes {again.Milliseconds:f0} ms" }
            : verdict;
    }

    private Verdict Once(byte[] file)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var (content, refusal) = Read(file);
        var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

        var fault = refusal is null ? AfterReading(file, content!) : AfterRefusing(file, refusal);
        var allowed = family.FixedBytes + (family.BytesPerByte * file.Length);
        fault ??= allocated > allowed ? $"allocates {allocated} bytes for a file of {file.Length}, where {allowed} are allowed" : null;
        return new Verdict(refusal is null, fault, allocated, allocated / (double)allowed, milliseconds);
    }

    private (object? Content, Exception? Refusal) Read(byte[] file)
    {
        try
        {
            return (family.Read(file), null);
        }
        catch (Exception exception)
        {
            return (null, exception);
        }
    }

    private string? AfterRefusing(byte[] file, Exception refusal)
    {
        if (!family.IsRefusal(refusal))
        {
            return $"throws {refusal}";
        }

        var message = refusal.Message;
        var isLong = message.Length > LongestMessage;
        return isLong ? $"gives a message of {message.Length} characters"
            : message.Any(c => char.IsControl(c) && c != '\n') ? $"gives a message with control characters: {message}"
            : family.Fault(refusal, file.Length) is { } fault ? $"gives a message that {fault}: {message}"
            : null;
    }

    private string? AfterReading(byte[] file, object content)
    {
        try
        {
            var digest = family.Digest(content);
            if (family.Digest(family.Read(file)) != digest)
            {
                return "gives something else when read a second time";
            }

            return family.Write(content) is { } written && family.Digest(family.Read(written)) != digest
                ? "gives something else after it was written again"
                : null;
        }
        catch (Exception exception)
        {
            return $"was read once, but then: {exception}";
        }
    }
}
