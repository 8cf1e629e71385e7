using System.Net;
using System.Text;

namespace Pan123Dav.Storage.WebDav;

/// <summary>
/// The credentials of an upstream WebDAV server, and the hosts that may see them: the configured origin, and by https the hosts of its own domain,
/// which is its host less the first label. A redirect from https to http gets none.
/// </summary>
internal sealed class UpstreamAuthorization : ILinkAuthorization
{
    // Below these anybody can have a name of their own: the second levels that national registries sell under, and the best known services for dynamic names.
    private static readonly HashSet<string> SecondLevels = new(
        ["com", "net", "org", "gov", "edu", "mil", "ac", "co", "or", "ne", "go", "gob", "nom", "me", "ltd", "plc"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> SharedDomains = new(
        [
            "duckdns.org", "ddns.net", "no-ip.org", "dynv6.net", "dyndns.org", "github.io", "pages.dev", "workers.dev", "vercel.app", "netlify.app",
            "herokuapp.com", "web.app",
            "onrender.com", "fly.dev", "trycloudflare.com", "ngrok.io", "ngrok-free.app", "ts.net", "synology.me", "myqnapcloud.com",
            "eu.org", "oray.net", "gicp.net", "f3322.net",
        ],
        StringComparer.OrdinalIgnoreCase);

    private readonly Uri _url;
    private readonly string _domain;
    private readonly string? _header;

    /// <param name="options">The server and what signs in there.</param>
    public UpstreamAuthorization(WebDavOptions options)
    {
        _url = options.BaseUrl;
        _domain = GetDomain(_url);
        _header = options.Username.Length == 0 ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Username}:{options.Password}"));
    }

    public string? GetHeader(Uri address) => IsOwn(address) ? _header : null;

    /// <summary>Whether an address belongs to the configured server.</summary>
    public bool IsOwn(Uri address)
    {
        if (address.Scheme == _url.Scheme && address.Port == _url.Port && IsSame(address.IdnHost, _url.IdnHost))
        {
            return true;
        }

        var isProtected = address.Scheme == Uri.UriSchemeHttps || (_url.Scheme == Uri.UriSchemeHttp && IsLocalhost(address.IdnHost));
        return isProtected && (address.IsDefaultPort || address.Port == _url.Port) && IsInDomain(address.IdnHost);
    }

    /// <summary>Nothing secret.</summary>
    public override string ToString() => _url.IdnHost;

    // An address has no subdomains, a domain must have two labels, and one that strangers share is nobody's own: then it is the host itself and what
    // stands below it.
    private static string GetDomain(Uri url)
    {
        var host = url.IdnHost;
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        if (url.HostNameType is not UriHostNameType.Dns || dot < 0)
        {
            return host;
        }

        var parent = host[(dot + 1)..];
        var labels = parent.Split('.');
        var isShared = labels.Length < 2 || SharedDomains.Contains(parent) || (labels.Length == 2 && labels[1].Length == 2 && SecondLevels.Contains(labels[0]));
        return isShared ? host : parent;
    }

    private bool IsInDomain(string host) => IsSame(host, _domain)
        || (_url.HostNameType == UriHostNameType.Dns && host.EndsWith("." + _domain, StringComparison.OrdinalIgnoreCase) && !IPAddress.TryParse(host, out _));

    private static bool IsLocalhost(string host) => IsSame(host, "localhost") || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
