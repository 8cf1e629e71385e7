using System.Globalization;
using System.Text;

namespace Pan123Dav.Benchmarks.Load;

/// <summary>The one request that a load sends over and over.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Target">Path, percent-encoded.</param>
/// <param name="Depth">Of a PROPFIND.</param>
/// <param name="Body">Of a PROPFIND or a POST.</param>
internal sealed record LoadRequest(string Method, string Target, string? Depth, string? Body)
{
    public const string User = "bench";
    public const string Password = "a long password for the load";

    private const string SevenProperties =
        """<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop>"""
        + """<d:creationdate/><d:displayname/><d:getcontentlength/><d:getcontenttype/>"""
        + """<d:getetag/><d:getlastmodified/><d:resourcetype/></d:prop></d:propfind>""";

    /// <summary>Value of the Accept header; null for none.</summary>
    public string? Accept { get; init; }

    /// <summary>Whether it comes without credentials.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>Whether it is to be refused with 403, and every other answer is a failure.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Value of the Authorization header.</summary>
    public static string Authorization { get; } = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));

    public static LoadRequest Get(string target) => new("GET", target, null, null);

    public static LoadRequest PropFind(string target, int depth) =>
        new("PROPFIND", target, depth.ToString(CultureInfo.InvariantCulture), SevenProperties);

    /// <summary>As it goes over the wire.</summary>
    public byte[] ToBytes(int port)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Method} {Target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n");
        if (!IsAnonymous)
        {
            text.Append(CultureInfo.InvariantCulture, $"Authorization: {Authorization}\r\n");
        }

        if (Depth is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"Depth: {Depth}\r\n");
        }

        if (Accept is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"Accept: {Accept}\r\n");
        }

        if (Body is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        }

        return Encoding.ASCII.GetBytes(text.Append("\r\n").Append(Body).ToString());
    }
}
