using System.Runtime.ExceptionServices;

namespace GanLab.Data;

/// <summary>Does something for each of many files on all cores.</summary>
internal static class ParallelReading
{
    /// <summary>Calls <paramref name="read"/> with 0 to count − 1. What goes wrong on all threads, such as a missing library, is one error.</summary>
    public static void Run(int count, Action<int> read)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, read);
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }
}
