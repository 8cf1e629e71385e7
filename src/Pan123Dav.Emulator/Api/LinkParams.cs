namespace Pan123Dav.Emulator.Api;

/// <summary>How a web download link holds the address behind it.</summary>
public enum LinkParams
{
    /// <summary>In <c>params</c>, base64 without its padding.</summary>
    Unpadded,

    /// <summary>In <c>params</c>, base64 as RFC 4648 section 4 has it.</summary>
    Padded,

    /// <summary>In <c>params</c>, base64 in the alphabet of RFC 4648 section 5, without padding.</summary>
    UrlSafe,

    /// <summary>Not at all: the link is the address.</summary>
    None,
}
