using System.Globalization;
using System.Text;

namespace Pan123Dav.Admin;

/// <summary>Writes the text format of Prometheus, version 0.0.4.</summary>
internal sealed class PrometheusText
{
    private readonly StringBuilder _text = new();

    /// <summary>Begins a family; its samples follow.</summary>
    /// <param name="name">Letters, digits and underscores.</param>
    /// <param name="type"><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</param>
    /// <param name="help">Any text.</param>
    public void BeginFamily(string name, string type, string? help)
    {
        _text.Append("# HELP ").Append(name).Append(' ').Append(Escape(help ?? ""));
        _text.Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
    }

    /// <summary>A sample; a label without a value is left out.</summary>
    public void Add(string name, double value, params ReadOnlySpan<KeyValuePair<string, string?>> labels)
    {
        _text.Append(name);
        var separator = '{';
        foreach (var (label, text) in labels)
        {
            if (text is not null)
            {
                _text.Append(separator).Append(label).Append("=\"");
                _text.Append(Escape(text).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
                separator = ',';
            }
        }

        _text.Append(separator == ',' ? "} " : " ").Append(Format(value)).Append('\n');
    }

    /// <summary>A histogram of one set of labels.</summary>
    /// <param name="name">The family.</param>
    /// <param name="bounds">Upper bounds of the buckets but the last, which has none.</param>
    /// <param name="counts">Of each bucket alone.</param>
    /// <param name="sum">Of all that was measured.</param>
    /// <param name="first">A label.</param>
    /// <param name="second">Another one.</param>
    public void AddHistogram(
        string name,
        IReadOnlyList<double> bounds,
        IReadOnlyList<long> counts,
        double sum,
        KeyValuePair<string, string?> first,
        KeyValuePair<string, string?> second)
    {
        var total = 0L;
        for (var bucket = 0; bucket < counts.Count; bucket++)
        {
            total += counts[bucket];
            Add($"{name}_bucket", total, first, second, new("le", bucket < bounds.Count ? Format(bounds[bucket]) : "+Inf"));
        }

        Add($"{name}_sum", sum, first, second);
        Add($"{name}_count", total, first, second);
    }

    public override string ToString() => _text.ToString();

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    // Counts are whole numbers and stay so up to 2^53; "R" would write large ones with an exponent.
    private static string Format(double value) =>
        Math.Abs(value) < 1L << 53 && value == Math.Truncate(value) ? ((long)value).ToString(CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);
}
