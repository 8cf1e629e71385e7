using Pan123Dav.Storage;

namespace Pan123Dav.WebDav.PropFind;

/// <summary>A parsed PROPFIND body.</summary>
/// <param name="kind">Values or names, and of which properties.</param>
/// <param name="live">The live properties asked for.</param>
/// <param name="unknown">The other properties asked for, as the empty elements that stand in the 404 propstat: ready to be copied.</param>
/// <param name="declarations">The namespace declarations that <paramref name="unknown"/> needs, as attributes of the multistatus.</param>
internal sealed class PropFindRequest(PropFindKind kind, LiveProperty live, byte[] unknown, byte[] declarations)
{
    // For collections, files of unknown length and other files; each in full and minimal.
    private readonly ResponseTemplate?[] _templates = new ResponseTemplate?[6];

    public PropFindKind Kind => kind;

    public LiveProperty Live => live;

    public byte[] Unknown => unknown;

    public byte[] Declarations => declarations;

    /// <summary>Whether the answer tells how long files are.</summary>
    public bool WantsLengths => Kind != PropFindKind.PropName && (Live & LiveProperty.GetContentLength) != 0;

    /// <summary>What an empty body means (RFC 4918 section 9.1).</summary>
    public static PropFindRequest AllProp { get; } = new(PropFindKind.AllProp, LiveProperty.All, [], []);

    /// <summary>The response element for entries such as <paramref name="row"/>.</summary>
    public ResponseTemplate GetTemplate(in EntryRow row, bool minimal)
    {
        ref var template = ref _templates[(row.IsCollection ? 0 : row.Length is null ? 2 : 4) + (minimal ? 1 : 0)];
        return template ??= ResponseTemplate.Create(this, LiveProperties.GetApplicable(row), minimal);
    }
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
