using Pan123Dav.Storage;

namespace Pan123Dav.Authentication;

/// <summary>One configured user.</summary>
public sealed record UserOptions
{
    /// <summary>The name signed in with.</summary>
    public required string Name { get; init; }

    /// <summary>The hash <c>pan123dav hash-password</c> prints; null when <see cref="Password"/> is given.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>The password itself; null when <see cref="PasswordHash"/> is given.</summary>
    public string? Password { get; init; }

    /// <summary>The subtrees the user sees; the root alone when nothing limits them.</summary>
    public IReadOnlyList<StoragePath> Paths { get; init; } = [StoragePath.Root];

    /// <summary>The name, and nothing secret.</summary>
    public override string ToString() => Name;
}
