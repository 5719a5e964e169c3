namespace GanLab.Configuration;

/// <summary>Which value of a metric is the best.</summary>
public enum BestValue
{
    /// <summary>As of a distance or a loss.</summary>
    Lowest,

    /// <summary>As of a score.</summary>
    Highest,
}
