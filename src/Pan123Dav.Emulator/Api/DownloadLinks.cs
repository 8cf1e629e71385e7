using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pan123Dav.Emulator.Account;

namespace Pan123Dav.Emulator.Api;

/// <summary>Makes download links, and knows its own again.</summary>
internal sealed class DownloadLinks
{
    public const string Page = "/download-v2/";
    public const string Hop = "/hop/";
    public const string Content = "/cdn/";

    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>A link of the open platform: straight to the content, no <c>Referer</c> needed.</summary>
    public string OpenLink(EmulatorItem file, EmulatedApiCall call) => ContentLink(call.Origin, file.Id, web: false, call.Now + call.Switches.LinkLifetime);

    /// <summary>A link of the web interface: to a page of the download site, with the chain's first address in <c>params</c>.</summary>
    public string WebLink(EmulatorItem file, EmulatedApiCall call)
    {
        var switches = call.Switches;
        var target = switches.Hops == 0 ? Last(call.Origin, file.Id, call.Now, switches) : HopLink(call.Origin, file.Id, 1);
        if (switches.Params == LinkParams.None)
        {
            return target;
        }

        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(target));
        var wrapped = switches.Params switch
        {
            LinkParams.Padded => Uri.EscapeDataString(base64),
            LinkParams.Unpadded => Uri.EscapeDataString(base64.TrimEnd('=')),
            LinkParams.UrlSafe => base64.TrimEnd('=').Replace('+', '-').Replace('/', '_'),
            _ => throw new InvalidOperationException($"Unknown form of params {switches.Params}."),
        };
        return $"{Site(switches, call.Origin)}{Page}?params={wrapped}&is_s3=0";
    }

    /// <summary>Where a step of the chain leads.</summary>
    public string Next(string origin, long file, int hop, DateTimeOffset now, ApiSwitches switches) =>
        hop < switches.Hops ? HopLink(origin, file, hop + 1) : Last(origin, file, now, switches);

    /// <summary>Whether the query of a content address is one that was made here for this file.</summary>
    public bool IsGenuine(long file, IReadOnlyDictionary<string, string> query, out bool web, out long expires)
    {
        web = query.GetValueOrDefault("k") == "w";
        return long.TryParse(query.GetValueOrDefault("t"), NumberStyles.None, CultureInfo.InvariantCulture, out expires)
            && query.GetValueOrDefault("s") == Signature(file, web, expires);
    }

    /// <summary>The front of the web download links, without a slash.</summary>
    public static string Site(ApiSwitches switches, string origin) => switches.DownloadSite?.GetLeftPart(UriPartial.Authority) ?? origin;

    /// <summary>The address of a file's content.</summary>
    public string ContentLink(string origin, long file, bool web, DateTimeOffset expires)
    {
        var seconds = expires.ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"{origin}{Content}{file}?v=5&t={seconds}&k={(web ? "w" : "o")}&s={Signature(file, web, seconds)}");
    }

    private static string HopLink(string origin, long file, int hop) =>
        string.Create(CultureInfo.InvariantCulture, $"{origin}{Hop}{hop}/{file}?v=5&auto_redirect=0&bzp=0");

    private string Last(string origin, long file, DateTimeOffset now, ApiSwitches switches) =>
        switches.HopTarget?.OriginalString ?? ContentLink(origin, file, web: true, now + switches.LinkLifetime);

    private string Signature(long file, bool web, long expires) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(_secret, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file}|{web}|{expires}"))).AsSpan(0, 16));
}
