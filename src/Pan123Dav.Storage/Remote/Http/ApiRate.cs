namespace Pan123Dav.Storage.Remote.Http;

/// <summary>How often one of 123's endpoints may be asked.</summary>
/// <param name="Interval">The least time from one call to the next.</param>
public readonly record struct ApiRate(TimeSpan Interval)
{
    // Calls that are sent evenly arrive unevenly: so many in a second must not become one more in somebody else's second.
    private const double Margin = 1.05;

    /// <summary>So many calls a second, evenly spread and a little below that.</summary>
    public static ApiRate PerSecond(double calls) => new(TimeSpan.FromSeconds(Margin / calls));
}
