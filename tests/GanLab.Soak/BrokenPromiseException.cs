namespace GanLab.Soak;

/// <summary>What must hold does not; the message has all that is known.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message)
{
    internal static void Unless(bool holds, string message)
    {
        if (!holds)
        {
            throw new BrokenPromiseException(message);
        }
    }
}
