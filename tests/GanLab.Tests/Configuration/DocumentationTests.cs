using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GanLab.Configuration;

namespace GanLab.Tests.Configuration;

/// <summary>What the comment on each setting promises is what the setting does.</summary>
public partial class DocumentationTests
{
    private static readonly ILookup<string, string> Summaries = XDocument
        .Load(Path.ChangeExtension(typeof(ExperimentConfig).Assembly.Location, ".xml"))
        .Descendants("member")
        .ToLookup(member => member.Attribute("name")!.Value, member => member.Element("summary")?.Value.Trim() ?? "");

    public static TheoryData<string> Paths() => [.. ConfigSchema.Settings.Keys];

    private static (PropertyInfo Property, string Summary) Of(string path)
    {
        var property = ConfigSchema.Settings[path];
        return (property, Assert.Single(Summaries[$"P:{property.DeclaringType!.FullName}.{property.Name}"]));
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    // An enum's name as it is in C#, in the comment and on the command line.
    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit));

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_setting_says_its_default(string path)
    {
        var (property, summary) = Of(path);
        var actual = property.GetValue(Activator.CreateInstance(property.DeclaringType!))!;
        var promised = Default().Match(summary).Groups["value"].Value.TrimEnd('.', ';', ':', ',');

        if (path == "data.directory")
        {
            Assert.Contains("\"\" for", summary);
        }
        else if (actual is int or long or double)
        {
            Assert.Equal(Convert.ToDouble(actual, CultureInfo.InvariantCulture), Number(promised));
        }
        else
        {
            Assert.Equal(Letters(actual.ToString()!), Letters(promised), ignoreCase: true);
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_range_stands_in_the_comment(string path)
    {
        var (property, summary) = Of(path);
        if (property.GetCustomAttribute<RangeAttribute>() is not { } range)
        {
            return;
        }

        var match = Interval().Match(summary);
        Assert.True(match.Success, summary);
        Assert.Equal(Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture), Number(match.Groups["low"].Value));
        Assert.Equal(Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture), Number(match.Groups["high"].Value));
        Assert.Equal(range.MaximumIsExclusive ? ")" : "]", match.Groups["end"].Value);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_number_has_a_range(string path)
    {
        var property = ConfigSchema.Settings[path];
        var isNumber = Type.GetTypeCode(property.PropertyType) is TypeCode.Int32 or TypeCode.Int64 or TypeCode.Double && !property.PropertyType.IsEnum;

        Assert.True(!isNumber || path == "training.seed" || property.GetCustomAttributes<ValidationAttribute>().Any());
    }

    [GeneratedRegex(@"Default:? (?<value>\S+)")]
    private static partial Regex Default();

    [GeneratedRegex(@"In \[(?<low>[^,\s]+), (?<high>[^\])]+)(?<end>[\])])")]
    private static partial Regex Interval();
}
