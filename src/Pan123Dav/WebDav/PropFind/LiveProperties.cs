using Pan123Dav.Storage;

namespace Pan123Dav.WebDav.PropFind;

/// <summary>The table of live properties: the names on the wire, and which of them an entry has.</summary>
internal static class LiveProperties
{
    /// <summary>The properties in the order they are written.</summary>
    public static readonly LiveProperty[] Order =
    [
        LiveProperty.DisplayName, LiveProperty.ResourceType, LiveProperty.GetContentLength, LiveProperty.GetLastModified,
        LiveProperty.CreationDate, LiveProperty.GetETag, LiveProperty.GetContentType, LiveProperty.SupportedLock,
    ];

    /// <summary>The property called <paramref name="name"/> in the <c>DAV:</c> namespace, or none.</summary>
    public static LiveProperty Named(string name) => name switch
    {
        "displayname" => LiveProperty.DisplayName,
        "resourcetype" => LiveProperty.ResourceType,
        "getcontentlength" => LiveProperty.GetContentLength,
        "getlastmodified" => LiveProperty.GetLastModified,
        "creationdate" => LiveProperty.CreationDate,
        "getetag" => LiveProperty.GetETag,
        "getcontenttype" => LiveProperty.GetContentType,
        "supportedlock" => LiveProperty.SupportedLock,
        _ => LiveProperty.None,
    };

    /// <summary>What an entry has: a length, entity tag and content type only files, and a length only when it is known.</summary>
    public static LiveProperty GetApplicable(in EntryRow row) =>
        row.IsCollection ? LiveProperty.Collection
        : row.Length is null ? LiveProperty.FileOfUnknownLength
        : LiveProperty.All;

    /// <summary>The property's element without a value.</summary>
    public static ReadOnlySpan<byte> EmptyElement(LiveProperty property) => property switch
    {
        LiveProperty.DisplayName => "<D:displayname/>"u8,
        LiveProperty.ResourceType => "<D:resourcetype/>"u8,
        LiveProperty.GetContentLength => "<D:getcontentlength/>"u8,
        LiveProperty.GetLastModified => "<D:getlastmodified/>"u8,
        LiveProperty.CreationDate => "<D:creationdate/>"u8,
        LiveProperty.GetETag => "<D:getetag/>"u8,
        LiveProperty.GetContentType => "<D:getcontenttype/>"u8,
        LiveProperty.SupportedLock => "<D:supportedlock/>"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(property)),
    };
}

/// <summary>The live properties (RFC 4918 section 15), as a set.</summary>
[Flags]
internal enum LiveProperty
{
    None = 0,
    DisplayName = 1,
    ResourceType = 2,
    GetContentLength = 4,
    GetLastModified = 8,
    CreationDate = 16,
    GetETag = 32,
    GetContentType = 64,
    SupportedLock = 128,

    /// <summary>What a collection has.</summary>
    Collection = DisplayName | ResourceType | GetLastModified | CreationDate | SupportedLock,

    /// <summary>What a file has whose length nobody knows.</summary>
    FileOfUnknownLength = Collection | GetETag | GetContentType,

    All = FileOfUnknownLength | GetContentLength,
}
