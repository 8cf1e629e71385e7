namespace Pan123Dav.WebDav.PropFind;

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
