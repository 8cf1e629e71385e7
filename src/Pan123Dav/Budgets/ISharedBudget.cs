using Pan123Dav.Http;

namespace Pan123Dav.Budgets;

/// <summary>The budgets that several gateways spend together. One that stands alone has none of this.</summary>
internal interface ISharedBudget
{
    /// <summary>
    /// Takes from the common budgets what a link costs that nobody has paid for at any gateway, all or nothing. The common counts are in the ledger when
    /// it returns.
    /// Never throws, and returns within a fixed time limit.
    /// </summary>
    ValueTask<SharedGrant> TakeAsync(SharedPurchase purchase);

    /// <summary>Takes further bytes for a transfer.</summary>
    /// <param name="user">The user's name.</param>
    /// <param name="bytes">1 or more.</param>
    ValueTask<SharedGrant> TakeBytesAsync(string user, long bytes);

    /// <summary>Tells how long the link lives that was paid for: until then it is paid for at every gateway. Waits for nothing; others hear it soon.</summary>
    void Keep(in ActiveLinkKey key, DateTimeOffset expires);

    /// <summary>
    /// Tells that a link that was paid for was not made. True when nobody at another gateway relies on it, so that what was paid may be given back.
    /// </summary>
    ValueTask<bool> ForgetAsync(ActiveLinkKey key);
}

/// <summary>What is bought for one file.</summary>
/// <param name="Key">Who buys what.</param>
/// <param name="Asked">The bytes, in order, without overlaps.</param>
/// <param name="Price">What all of the file costs, in bytes.</param>
/// <param name="IsKnown">Whether the link is paid for as far as this gateway knows, so that only further bytes are bought.</param>
/// <param name="ProbeBytes">What the probes of one file cost at most on a day; null where they are no probes, or cost what they ask for.</param>
internal sealed record SharedPurchase(ActiveLinkKey Key, ByteInterval[] Asked, long Price, bool IsKnown, long? ProbeBytes);

/// <summary>How that went.</summary>
internal readonly record struct SharedGrant
{
    /// <summary>The gateways cannot be asked, and this one shall decide alone by what it knows.</summary>
    public bool IsAlone { get; init; }

    /// <summary>The budget that has nothing left, and then nothing was taken; or none.</summary>
    public SpentBudget Spent { get; init; }

    /// <summary>The UTC day that it was taken from, by the common clock.</summary>
    public DateOnly Day { get; init; }

    /// <summary>Links taken: 1, or 0 where another gateway has paid.</summary>
    public int Links { get; init; }

    /// <summary>Bytes taken.</summary>
    public long Bytes { get; init; }

    /// <summary>Whether a limit of bytes is reached by this.</summary>
    public bool IsLast { get; init; }

    /// <summary>How long a link goes on being paid for that another gateway has paid.</summary>
    public TimeSpan PaidFor { get; init; }
}
