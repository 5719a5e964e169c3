namespace GanLab.Tests.Support;

/// <summary>Tests that watch the whole process, and so run when no others do.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
