namespace GanLab.LibTorch;

/// <summary>A native library that the engine needs is missing or does not fit; the message says which and what to do.</summary>
public sealed class NativeLibraryException(string message, Exception? innerException = null) : Exception(message, innerException);
