using System.Text.Encodings.Web;
using System.Text.Json;
using GanLab.Data.Checking;
using GanLab.Formats;

namespace GanLab.Cli.Data;

/// <summary>All that was found in a set, for programs.</summary>
internal static class CheckReportJson
{
    /// <summary>Writes the file, whole or not at all.</summary>
    internal static void Write(CheckReport report, string path) => AtomicFile.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(
            stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("set", report.Set);
        json.WriteString("path", report.Path);
        json.WriteNumber("pictures", report.Pictures);
        json.WriteNumber("usable", report.Usable);
        json.WriteNumber("imbalance", report.Imbalance);
        json.WriteStartObject("classes");
        foreach (var (name, count) in report.Classes)
        {
            json.WriteNumber(name, count);
        }

        json.WriteEndObject();
        json.WriteStartArray("findings");
        foreach (var finding in report.Findings)
        {
            json.WriteStartObject();
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(finding.Kind.ToString()));
            json.WriteString("path", finding.Path);
            json.WriteString("text", finding.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
