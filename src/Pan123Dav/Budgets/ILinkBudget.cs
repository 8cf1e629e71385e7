using Pan123Dav.Storage;

namespace Pan123Dav.Budgets;

/// <summary>Asked before a link is made: a link spends the owner's traffic.</summary>
internal interface ILinkBudget
{
    /// <summary>Takes from the budgets what a link costs. When one of them is spent nothing is taken, and no link may be made.</summary>
    LinkCharge Charge(in LinkOrder order);

    /// <summary>Tells that the link was made; until it expires the same user gets further ones to this file for what is new about them.</summary>
    /// <param name="charge">What was taken.</param>
    /// <param name="order">What for.</param>
    /// <param name="expires">When the link ends.</param>
    /// <param name="directLink">The file's direct link, signed or not, by which 123 counts it; empty when the link is none, or nobody knows yet.</param>
    void Settle(in LinkCharge charge, in LinkOrder order, DateTimeOffset expires, string directLink);

    /// <summary>Tells the direct link of a file that was paid for before anybody knew it.</summary>
    void Identify(StoragePath path, string directLink);

    /// <summary>Gives back what was taken, as no link was made.</summary>
    void Return(in LinkCharge charge);
}
