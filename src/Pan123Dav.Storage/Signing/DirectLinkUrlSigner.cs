using System.Text;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Storage.Signing;

/// <summary>Signs a single URL that comes as text, for the <c>sign</c> command and to reproduce a vector.</summary>
public static class DirectLinkUrlSigner
{
    /// <summary>Brings <paramref name="url"/> into the form that a tree would keep it in, and signs it.</summary>
    /// <param name="url">http or https; raw or percent-encoded.</param>
    /// <param name="privateKey">123's <i>Private key</i>; empty leaves the URL unsigned.</param>
    /// <param name="uid">123's account ID; AList takes all of 64 bits, unsigned.</param>
    /// <param name="timestamp">Unix seconds at which the link expires.</param>
    /// <param name="rand">Letters, digits, <c>.</c>, <c>_</c> and <c>~</c>; null for 32 hex digits of fresh randomness.</param>
    /// <exception cref="FormatException">The URL or <paramref name="rand"/> is wrong. The message says how, and holds neither.</exception>
    public static string Sign(string url, string privateKey, ulong uid, long timestamp, string? rand = null)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(privateKey);
        var reader = new OriginUrl();
        if (!reader.TryRead(Encoding.UTF8.GetBytes(url.Trim())))
        {
            throw new FormatException(reader.Fault);
        }

        var path = reader.Ascii;
        var query = path.IndexOf((byte)'?');
        var split = (query < 0 ? path : path[..query]).LastIndexOf((byte)'/') + 1;
        var signer = new DirectLinkSigner(privateKey, uid);
        if (rand is null)
        {
            return signer.Sign(path[..split], path[split..], timestamp);
        }

        var randBytes = Encoding.UTF8.GetBytes(rand);
        return DirectLinkSigner.IsRand(randBytes)
            ? signer.Sign(path[..split], path[split..], timestamp, randBytes)
            : throw new FormatException("The random part must be 1 to 128 letters, digits, '.', '_' or '~'; a hyphen would end it.");
    }
}
