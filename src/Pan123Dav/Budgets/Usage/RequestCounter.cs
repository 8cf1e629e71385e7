namespace Pan123Dav.Budgets.Usage;

/// <summary>Requests for a user's links on a day that 123 asked about. Counted by any number of threads without a lock; no budget looks at them.</summary>
internal sealed class RequestCounter
{
    private long _served;
    private long _refused;

    /// <summary>How much of it is in the database. Belongs to whoever reads and writes it.</summary>
    public RequestTotals Written { get; set; }

    /// <summary>What is counted now, with what the database knew.</summary>
    public RequestTotals Value => new(Volatile.Read(ref _served), Volatile.Read(ref _refused));

    /// <summary>What is not in the database yet.</summary>
    public RequestTotals Unwritten => Value - Written;

    public void Count(bool isServed) => Interlocked.Increment(ref isServed ? ref _served : ref _refused);

    /// <summary>Counts in what the database knows and this process does not.</summary>
    public void Restore(RequestTotals known)
    {
        var others = known - Written;
        Interlocked.Add(ref _served, others.Served);
        Interlocked.Add(ref _refused, others.Refused);
        Written = known;
    }
}

/// <summary>Requests that 123 asked about.</summary>
/// <param name="Served">Those that it was told to serve.</param>
/// <param name="Refused">Those that it was told to refuse.</param>
internal readonly record struct RequestTotals(long Served, long Refused)
{
    public static RequestTotals operator +(RequestTotals left, RequestTotals right) => new(left.Served + right.Served, left.Refused + right.Refused);

    public static RequestTotals operator -(RequestTotals left, RequestTotals right) => new(left.Served - right.Served, left.Refused - right.Refused);
}
