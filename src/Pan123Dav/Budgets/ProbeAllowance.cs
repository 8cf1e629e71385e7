namespace Pan123Dav.Budgets;

/// <summary>
/// What the probes of one file by one user have cost on one day, so that they never cost more than <see cref="UserBudgetOptions.ProbeBytes"/> together.
/// </summary>
internal sealed class ProbeAllowance
{
    private long _bytes;

    /// <summary>Takes what is left of <paramref name="limit"/>, at most <paramref name="bytes"/>.</summary>
    /// <returns>How much was taken.</returns>
    public long Take(long bytes, long limit)
    {
        while (true)
        {
            var taken = Volatile.Read(ref _bytes);
            var cost = Math.Clamp(limit - taken, 0, bytes);
            if (Interlocked.CompareExchange(ref _bytes, taken + cost, taken) == taken)
            {
                return cost;
            }
        }
    }

    /// <summary>Gives back what was taken for a link that was not made.</summary>
    public void GiveBack(long bytes) => Interlocked.Add(ref _bytes, -bytes);
}
