namespace Pan123Dav.Storage.Remote.Tokens;

/// <summary>A token as 123 gave it. Secret.</summary>
/// <param name="Value">Fit for a header.</param>
/// <param name="Expires">When 123 stops taking it.</param>
internal sealed record AccessToken(string Value, DateTimeOffset Expires)
{
    /// <summary>Whether <paramref name="value"/> can stand in a header as it is.</summary>
    public static bool IsToken(string? value) => value is { Length: > 0 and <= 8192 } && !value.AsSpan().ContainsAnyExceptInRange('!', '~');

    /// <summary>Nothing secret.</summary>
    public override string ToString() => nameof(AccessToken);
}
