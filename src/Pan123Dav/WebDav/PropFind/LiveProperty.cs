namespace Pan123Dav.WebDav.PropFind;

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
