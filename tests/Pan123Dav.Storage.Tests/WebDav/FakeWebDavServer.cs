using System.Globalization;
using System.Net;
using System.Security;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.Tests.WebApi;
using Pan123Dav.Storage.WebDav;

namespace Pan123Dav.Storage.Tests.WebDav;

/// <summary>
/// A WebDAV server in memory with 123's habits: unknown properties stand first, as empty elements under a 404, times of creation are HTTP dates, the
/// root has an odd name, and a GET is answered 302 to a content host that refuses credentials.
/// </summary>
internal sealed class FakeWebDavServer
{
    public const string Root = "https://webdav.cloud.example/webdav";
    public const string Cdn = "https://cdn.content.example/file";
    public const string User = "13800000000";
    public const string Word = "pässword:1";

    private readonly Dictionary<string, RemoteNode> _nodes = [];
    private readonly List<string> _order = [];

    public FakeWebDavServer(params IReadOnlyList<RemoteNode> nodes)
    {
        Web = new FakeWeb(Answer);
        foreach (var node in nodes)
        {
            var path = GetPath(node, nodes);
            _nodes[path] = node;
            _order.Add(path);
        }
    }

    public FakeWeb Web { get; }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));

    public RecordingLog Log { get; } = new();

    /// <summary>Is asked first; null to go on.</summary>
    public Func<SeenRequest, HttpResponseMessage?> Before { get; set; } = _ => null;

    /// <summary>Where a GET leads, by the file's path; null to serve it.</summary>
    public Func<string, string?> LinkOf { get; set; } = path => $"{Cdn}?t=1700003600&s={Uri.EscapeDataString(path)}";

    /// <summary>The content hosts' answers.</summary>
    public Func<SeenRequest, HttpResponseMessage> Content { get; set; } = _ => Part();

    public string Word123 { get; set; } = Word;

    /// <summary>Every request that brought credentials.</summary>
    public IEnumerable<SeenRequest> WithCredentials => Web.Seen.Where(request => request.Headers.ContainsKey("Authorization"));

    public int Listings => Web.Seen.Count(request => request.Method == "PROPFIND" && request.Headers["Depth"] == "1");

    public static WebDavOptions Options(string url = Root, string rootFolder = "") =>
        new() { BaseUrl = new Uri(url), Username = User, Password = Word, RootFolder = rootFolder };

    public WebDavStorage Storage(WebDavOptions? options = null) => WebDavStorage.Create(
        new MountOptions { Type = MountType.WebDav, Remote = options ?? Options() },
        options ?? Options(),
        Web.Services(Time, log: Log),
        FakeWeb.Limits);

    public WebDavDrive Drive(WebDavOptions? options = null) => new(
        new MountOptions { Type = MountType.WebDav, Remote = options ?? Options() }, options ?? Options(), Web.Services(Time, log: Log), FakeWeb.Limits);

    public static HttpResponseMessage Xml(string body, int status = 207) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "text/xml") };

    public static HttpResponseMessage Status(int status, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("") };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    /// <summary>The first byte of a file.</summary>
    public static HttpResponseMessage Part(long length = 5, string type = "application/octet-stream")
    {
        var response = new HttpResponseMessage(HttpStatusCode.PartialContent) { Content = new ByteArrayContent([1]) };
        response.Content.Headers.TryAddWithoutValidation("Content-Range", $"bytes 0-0/{length}");
        response.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return response;
    }

    public static string MultiStatus(params IEnumerable<string> responses) =>
        $"""<?xml version="1.0" encoding="UTF-8"?><D:multistatus xmlns:D="DAV:">{string.Concat(responses)}</D:multistatus>""";

    public static string Response(string href, bool isFolder, long? size = null, long? modified = null)
    {
        var length = size is null ? "" : string.Create(CultureInfo.InvariantCulture, $"<D:getcontentlength>{size}</D:getcontentlength>");
        var time = modified is null ? "" : $"<D:getlastmodified>{DateTimeOffset.FromUnixTimeSeconds(modified.Value):r}</D:getlastmodified>";
        return $"""
            <D:response><D:href>{SecurityElement.Escape(href)}</D:href>
            <D:propstat><D:prop><D:getcontentlength></D:getcontentlength><D:getetag/></D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>
            <D:propstat><D:prop><D:displayname>odd &amp; name</D:displayname>
            <D:resourcetype>{(isFolder ? "<D:collection/>" : "")}</D:resourcetype>{length}{time}
            <D:creationdate>Mon, 02 Jan 2006 15:04:05 GMT</D:creationdate></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
            """;
    }

    public static string Href(string path, bool isFolder) =>
        "/webdav/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.EscapeDataString))
            + (isFolder && path.Length > 0 ? "/" : "");

    private HttpResponseMessage Answer(SeenRequest request)
    {
        if (Before(request) is { } early)
        {
            return early;
        }

        if (request.Uri.Host != "webdav.cloud.example")
        {
            return request.Headers.ContainsKey("Authorization") ? Status(400) : Content(request);
        }

        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Word123}"));
        if (request.Headers.GetValueOrDefault("Authorization") != expected)
        {
            return Status(401, ("WWW-Authenticate", "Basic realm=\"x\""));
        }

        var path = Uri.UnescapeDataString(request.Uri.AbsolutePath)["/webdav".Length..].Trim('/');
        if (path.Length > 0 && !_nodes.ContainsKey(path))
        {
            return Status(404);
        }

        return request.Method == "PROPFIND" ? List(path, request.Headers["Depth"]) : Get(path);
    }

    private HttpResponseMessage List(string path, string depth)
    {
        var members = _order.Where(other => depth == "1" && other != path && GetParent(other) == path);
        return Xml(
            MultiStatus(
                [Response(Href(path, true), path.Length == 0 || _nodes[path].IsFolder), .. members.Select(member => Describe(member, _nodes[member]))]));
    }

    private HttpResponseMessage Get(string path)
    {
        if (_nodes[path].IsFolder)
        {
            return Status(405);
        }

        return LinkOf(path) is not { } link ? Part(_nodes[path].Size) : FakeWeb.Redirect(link);
    }

    private static string Describe(string path, RemoteNode node) =>
        Response(Href(path, node.IsFolder), node.IsFolder, node.IsFolder || node.Size < 0 ? null : node.Size, node.Modified);

    private static string GetParent(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    private static string GetPath(RemoteNode node, IReadOnlyList<RemoteNode> nodes) =>
        node.Parent == 0 ? node.Name : $"{GetPath(nodes.Single(other => other.Id == node.Parent), nodes)}/{node.Name}";
}
