namespace GanLab.Soak;

/// <summary>A machine lacks what a scenario needs; the message says what.</summary>
internal sealed class CannotBeTriedException(string reason) : Exception(reason);
