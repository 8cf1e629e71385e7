namespace Pan123Dav.Delivery.Origin;

/// <summary>What an answer of a content host comes to.</summary>
internal enum OriginOutcome
{
    /// <summary>There was none.</summary>
    None,

    /// <summary>The file, or the part of it that was asked for.</summary>
    Good,

    /// <summary>The file is at another address.</summary>
    Moved,

    /// <summary>The link is not accepted, or not any more.</summary>
    Refused,

    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>The file has no byte in the range that was asked for.</summary>
    OutOfRange,

    /// <summary>It is good, but longer than what the day's budgets pay for.</summary>
    Unpaid,

    /// <summary>It is good, but longer than what the request may have.</summary>
    TooLong,

    /// <summary>Nothing to pass on.</summary>
    Bad,
}
