namespace Pan123Dav.Storage.Personal;

/// <summary>A mount of type <see cref="MountType.Personal"/>.</summary>
public sealed record PersonalOptions : RemoteOptions
{
    /// <summary>The account's telephone number or mail address.</summary>
    public required string Username { get; init; }

    /// <summary>The account's; secret.</summary>
    public required string Password { get; init; }
}
