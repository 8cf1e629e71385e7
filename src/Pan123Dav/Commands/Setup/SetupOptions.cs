namespace Pan123Dav.Commands.Setup;

/// <summary>What stands on the command line of <c>setup</c>; null for what is to be asked.</summary>
internal sealed record SetupOptions
{
    /// <summary>The settings file, absolute.</summary>
    public required string File { get; init; }

    public string? PrivateKey { get; init; }

    public ulong? Uid { get; init; }

    public string? Links { get; init; }

    public string? Backup { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    public string? PasswordFile { get; init; }

    public SetupReach? Reach { get; init; }

    public string? Domain { get; init; }

    public bool Overwrite { get; init; }

    /// <summary>Folder of the settings file.</summary>
    public string Folder => Path.GetDirectoryName(File)!;

    /// <summary>Whether nothing needs to be asked.</summary>
    public bool IsComplete => (Backup is not null || (PrivateKey is not null && Links is not null)) && User is not null
        && (Password is not null || PasswordFile is not null) && (Domain is not null || Reach is not (null or SetupReach.Domain));

    /// <summary>Nothing of it: it is full of secrets.</summary>
    public override string ToString() => nameof(SetupOptions);
}
