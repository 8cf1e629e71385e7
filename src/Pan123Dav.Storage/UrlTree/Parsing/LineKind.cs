namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>What a line is for the tree.</summary>
internal enum LineKind : byte
{
    /// <summary>Nothing can be read of it, not even its indent.</summary>
    Unreadable,

    /// <summary>A file, or what was meant for one, with an error: there is nothing to add.</summary>
    Wrong,

    File,

    /// <summary>A folder without a name that can be: its members have no place.</summary>
    WrongFolder,

    Folder,

    /// <summary>What shows that the text is of another encoding, so that no more of it is read.</summary>
    End,
}
