using System.Text.Json.Serialization;

namespace GanLab.Formats.Pack;

/// <summary>How the lines of a <see cref="PackJournal"/> are written, without reflection.</summary>
[JsonSerializable(typeof(PackJournal.Line))]
internal sealed partial class JournalJson : JsonSerializerContext;
