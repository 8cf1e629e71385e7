namespace Pan123Dav.WebDav.PropFind;

/// <summary>How far down a PROPFIND looks (RFC 4918 section 10.2).</summary>
internal enum Depth
{
    Zero,
    One,
    Infinity,
}
