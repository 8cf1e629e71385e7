namespace Pan123Dav.Storage.Share;

/// <summary>A mount of type <see cref="MountType.Share"/>.</summary>
public sealed record ShareOptions : RemoteOptions
{
    /// <summary>The last segment of the share's address, such as <c>abCd-1EfGh</c>.</summary>
    public required string ShareKey { get; init; }

    /// <summary>Secret; empty when the share has none.</summary>
    public string SharePassword { get; init; } = "";

    /// <summary>Of any account, where 123 asks for a sign-in before it gives a link; secret. Empty when there is none.</summary>
    public string AccessToken { get; init; } = "";
}
