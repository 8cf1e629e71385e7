using Pan123Dav.Storage;

namespace Pan123Dav.Budgets;

/// <summary>Asked before a link is made: a link spends the owner's traffic.</summary>
internal interface ILinkBudget
{
    /// <summary>
    /// Takes from the budgets what a link costs. When one of them has nothing left nothing is taken, and no link may be made. Whoever asks
    /// for a file while its link is being made for the same user rides on that charge.
    /// Complete at once, unless something new is paid for that several gateways count together.
    /// </summary>
    ValueTask<LinkReservation> ReserveAsync(in BudgetRequest order);

    /// <summary>Tells that the link was made; until it expires the same user gets further ones to this file for what is new about them.</summary>
    /// <param name="charge">What was taken.</param>
    /// <param name="order">What for.</param>
    /// <param name="expires">When the link ends.</param>
    /// <param name="directLink">The file's direct link, signed or not, by which 123 counts it; empty when the link is none, or nobody knows yet.</param>
    void Commit(in LinkReservation charge, in BudgetRequest order, DateTimeOffset expires, string directLink);

    /// <summary>
    /// Tells that the link was made, and that its bytes are about to be passed on
    /// (<see cref="LinkUse.PassedOn"/>). What was taken for them is corrected by what is returned.
    /// </summary>
    TransferCharge BeginTransfer(in LinkReservation charge, in BudgetRequest order, DateTimeOffset expires, string directLink);

    /// <summary>Tells the direct link of a file that was paid for before anybody knew it.</summary>
    void SetDirectLink(StoragePath path, string directLink);

    /// <summary>
    /// Whether a budget of bytes has nothing left for <paramref name="user"/> even without what was taken for one file: nobody's own film ends it.
    /// </summary>
    /// <param name="user">The user's name.</param>
    /// <param name="own">What was taken for the file; null where nobody knows.</param>
    bool IsSpentByOthers(string user, FileCharge? own);

    /// <summary>Tells that no link was made. What was taken is given back when nobody waits for the link any more, unless 123 was asked for it.</summary>
    /// <param name="charge">What was taken.</param>
    /// <param name="order">What for.</param>
    /// <param name="wasAsked">Whether 123 was asked.</param>
    void Release(in LinkReservation charge, in BudgetRequest order, bool wasAsked);
}
