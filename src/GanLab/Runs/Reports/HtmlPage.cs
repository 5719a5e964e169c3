using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace GanLab.Runs.Reports;

/// <summary>One page of HTML that needs no other file. All text goes through a tree of elements, which escapes it.</summary>
internal static class HtmlPage
{
    /// <summary>The text of the page, which is well-formed XML too.</summary>
    public static string Write(string title, params object?[] body)
    {
        var page = new XElement(
            "html",
            new XAttribute("lang", "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement("title", title),
                new XElement("style", PageStyle.Text)),
            new XElement("body", new XElement("main", body)));
        foreach (var text in page.DescendantNodes().OfType<XText>())
        {
            text.Value = Printable(text.Value);
        }

        foreach (var attribute in page.Descendants().Attributes())
        {
            attribute.Value = Printable(attribute.Value);
        }

        return $"<!DOCTYPE html>\n{page}\n";
    }

    // Names of files may hold characters that neither HTML nor XML can.
    private static string Printable(string text)
    {
        var printable = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            printable.Append(!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD");
        }

        return printable.ToString();
    }
}
