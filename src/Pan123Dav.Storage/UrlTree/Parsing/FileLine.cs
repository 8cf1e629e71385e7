namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>What a file line says. The text is borrowed from the line and its parser.</summary>
internal ref struct FileLine
{
    public ReadOnlySpan<byte> Name;

    /// <summary>Where in the line's text the name stands.</summary>
    public int NameStart;

    /// <summary>ASCII, without fragment.</summary>
    public ReadOnlySpan<byte> Url;

    /// <summary>Where the URL's last segment starts, behind the last slash of its path.</summary>
    public int TailStart;

    /// <summary>From there on the URL is the percent-encoding of the name.</summary>
    public bool IsTailEncodedName;

    public long? Length;
    public long? Modified;

    /// <summary>The length is a lone number that may as well be the time.</summary>
    public bool IsLengthAmbiguous;

    /// <summary>Where in the line's text that number stands.</summary>
    public int LengthStart;
}
