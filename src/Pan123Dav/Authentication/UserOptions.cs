using Pan123Dav.Storage;

namespace Pan123Dav.Authentication;

/// <summary>Someone who may sign in (<c>Pan123Dav:Users:[i]</c>). Exactly one of <see cref="PasswordHash"/> and <see cref="Password"/> is given.</summary>
public sealed record UserOptions
{
    /// <summary>The user name, compared ordinally. HTTP Basic cannot carry a colon or a control character in it (RFC 7617).</summary>
    public required string Name { get; init; }

    /// <summary>What <c>hash-password</c> printed: a password hash of ASP.NET Core Identity, base64.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>The password itself, hashed at start.</summary>
    public string? Password { get; init; }

    /// <summary>The subtrees the user sees; everything by default.</summary>
    public IReadOnlyList<StoragePath> Paths { get; init; } = [StoragePath.Root];

    /// <summary>Whether the user may use <c>/api</c>.</summary>
    public bool Admin { get; init; }

    /// <summary>The API token, where the owner chose it; null for one that the gateway makes and keeps.</summary>
    public string? ApiToken { get; init; }

    /// <summary>The name, and nothing secret.</summary>
    public override string ToString() => Name;
}
