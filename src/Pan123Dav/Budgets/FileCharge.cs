namespace Pan123Dav.Budgets;

/// <summary>
/// The bytes that were taken from the budgets of one day for one file and who has links to it: what must not be held against these links.
/// Written by one at a time, read by anybody without a lock.
/// </summary>
internal sealed class FileCharge
{
    private volatile Amount _amount;

    public FileCharge() => _amount = new Amount(default, 0);

    /// <summary>As it was when a link was made.</summary>
    public FileCharge(DateOnly date, long bytes) => _amount = new Amount(date, bytes);

    /// <summary>So many bytes more were taken on <paramref name="date"/>; fewer where it is negative, as some were given back.</summary>
    public void Add(DateOnly date, long bytes)
    {
        if (bytes > 0 || (bytes < 0 && _amount.Date == date))
        {
            _amount = new Amount(date, GetBytes(date) + bytes);
        }
    }

    /// <summary>What was taken on <paramref name="date"/>.</summary>
    public long GetBytes(DateOnly date) => _amount is var amount && amount.Date == date ? amount.Bytes : 0;

    private sealed record Amount(DateOnly Date, long Bytes);
}
