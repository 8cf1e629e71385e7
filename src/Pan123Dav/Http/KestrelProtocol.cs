using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Pan123Dav.Http;

/// <summary>Where Kestrel by itself refuses what RFC 9110 and RFC 9112 allow, with a bare 400.</summary>
internal static class KestrelProtocol
{
    /// <summary>
    /// Header values are opaque bytes (RFC 9110 section 5.5): each becomes the character of its number, so a User-Agent in GBK is no fault.
    /// The authority of a target in absolute form stands in place of <c>Host</c> (RFC 9112 section 3.2.2).
    /// </summary>
    public static void Configure(KestrelServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        options.AllowHostHeaderOverride = true;
    }

    /// <summary><paramref name="text"/> as it looks in a header's value when its sender wrote it in UTF-8.</summary>
    public static string AsHeaderValue(string text) => Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
