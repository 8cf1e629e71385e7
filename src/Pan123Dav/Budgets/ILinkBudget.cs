namespace Pan123Dav.Budgets;

/// <summary>Asked before a link is made: a link spends the owner's traffic.</summary>
internal interface ILinkBudget
{
    /// <summary>Takes from the budgets what a link costs. When one of them is spent nothing is taken, and no link may be made.</summary>
    LinkCharge Charge(in LinkOrder order);

    /// <summary>Tells that the link was made; until it expires the same user gets further ones to this file for what is new about them.</summary>
    void Settle(in LinkCharge charge, in LinkOrder order, DateTimeOffset expires);

    /// <summary>Gives back what was taken, as no link was made.</summary>
    void Return(in LinkCharge charge);
}
