namespace Pan123Dav.WebDav.PropFind;

/// <summary>A parsed PROPFIND body.</summary>
/// <param name="Kind">Values or names, and of which properties.</param>
/// <param name="Live">The live properties asked for.</param>
/// <param name="Unknown">The other properties asked for, as the empty elements that stand in the 404 propstat: ready to be copied.</param>
/// <param name="Declarations">The namespace declarations that <paramref name="Unknown"/> needs, as attributes of the multistatus.</param>
internal sealed record PropFindRequest(PropFindKind Kind, LiveProperty Live, byte[] Unknown, byte[] Declarations)
{
    /// <summary>Whether the answer tells how long files are.</summary>
    public bool WantsLengths => Kind != PropFindKind.PropName && (Live & LiveProperty.GetContentLength) != 0;

    /// <summary>What an empty body means (RFC 4918 section 9.1).</summary>
    public static PropFindRequest AllProp { get; } = new(PropFindKind.AllProp, LiveProperty.All, [], []);
}

/// <summary>What a PROPFIND body asks for (RFC 4918 section 14.20).</summary>
internal enum PropFindKind
{
    /// <summary>Values of all live properties, and of those named in <c>include</c>.</summary>
    AllProp,

    /// <summary>The names of the properties there are.</summary>
    PropName,

    /// <summary>Values of the named properties.</summary>
    Prop,
}
