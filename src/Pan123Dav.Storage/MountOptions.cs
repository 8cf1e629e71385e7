namespace Pan123Dav.Storage;

/// <summary>One storage and where it appears. Compared by value, so that a reload leaves alone what did not change.</summary>
public record MountOptions
{
    /// <summary>Where the storage appears; the root by default.</summary>
    public StoragePath Path { get; init; }

    /// <summary>What kind of storage it is.</summary>
    public MountType Type { get; init; } = MountType.DirectLink;

    /// <summary>The tree text itself; null when it is in a file.</summary>
    public string? OriginUrls { get; init; }

    /// <summary>Absolute path of the file that holds the tree text; it is watched.</summary>
    public string? OriginUrlsFile { get; init; }

    /// <summary>123's <i>Private key</i> of URL authentication. Empty leaves links unsigned.</summary>
    public string PrivateKey { get; init; } = "";

    /// <summary>123's account ID; unsigned 64 bits, as AList has it.</summary>
    public ulong Uid { get; init; }

    /// <summary>How long a signed link lives.</summary>
    public TimeSpan ValidDuration { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether its links go out to clients, rather than to whoever passes their content on.</summary>
    public virtual bool LinksReachClients => true;

    /// <summary>How 123 is asked; null for a tree text.</summary>
    public RemoteOptions? Remote { get; init; }

    /// <summary>Whether its links are direct links, whose path stays the same, and which 123 counts by it where they are 123's.</summary>
    public bool MakesDirectLinks => Remote?.MakesDirectLinks ?? true;

    /// <summary>Whether its links are signed with <see cref="PrivateKey"/> on their way out.</summary>
    public bool SignsLinks => PrivateKey.Length > 0 && (Type == MountType.DirectLink || Remote is { MakesDirectLinks: true });

    /// <summary>Where it appears, and nothing secret.</summary>
    public override string ToString() => $"{Type} {Path}";
}
