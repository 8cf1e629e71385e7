using Pan123Dav.Storage.Entries;

namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>What a line of a <see cref="LineBatch"/> says by itself, without the lines before it. Blank lines and comments have none.</summary>
internal struct ParsedLine
{
    /// <summary>Of a file or folder; its text is in the batch.</summary>
    public PendingEntry Entry;

    /// <summary>Which line of the batch it is, from 1.</summary>
    public int Line;

    /// <summary>Where the line stands in the batch's block, and how long it is.</summary>
    public int Start;
    public int Length;

    /// <summary>How deep it is indented.</summary>
    public int Level;

    /// <summary>Where in the line's text the name stands.</summary>
    public int NameStart;

    /// <summary>Where in the line's text a lone number stands that is read as the length and may be the time, or -1.</summary>
    public int LoneStart;

    /// <summary>Where in the batch's text the entry's text starts.</summary>
    public int EntryStart;

    /// <summary>Where in the batch's text the URL's directory stands, and how long it is.</summary>
    public int PrefixStart;
    public int PrefixLength;

    public LineKind Kind;

    /// <summary>The indent has a tab or other white space, or is no whole level.</summary>
    public bool IsIndentWrong;
}

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
