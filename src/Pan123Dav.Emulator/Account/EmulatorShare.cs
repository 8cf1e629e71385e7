namespace Pan123Dav.Emulator.Account;

/// <summary>One share of the account: the members of a folder, at any depth.</summary>
/// <param name="Key">What names it in its address.</param>
/// <param name="FolderId">The folder whose members are shared.</param>
public sealed record EmulatorShare(string Key, long FolderId)
{
    /// <summary>What must be said to see it; empty for nothing.</summary>
    public string Password { get; init; } = "";

    /// <summary>Whether its time is over.</summary>
    public bool Expired { get; init; }

    /// <summary>Its key, and nothing secret.</summary>
    public override string ToString() => $"{nameof(EmulatorShare)} {{ Key = {Key} }}";
}
