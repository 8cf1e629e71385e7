namespace Pan123Dav.Authentication.Tokens;

/// <summary>Whom API tokens are for.</summary>
internal sealed record ApiTokenOptions
{
    /// <summary>The configured users; where one has a token of the owner's choice, that is it.</summary>
    public IReadOnlyList<UserOptions> Users { get; init; } = [];
}
