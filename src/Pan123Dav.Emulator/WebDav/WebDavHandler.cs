using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Pan123Dav.Emulator.Account;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Emulator.Links;
using Pan123Dav.Emulator.Serving;

namespace Pan123Dav.Emulator.WebDav;

/// <summary>A stand-in for <c>webdav.123pan.cn/webdav</c>: the account's files by PROPFIND, and GET answered 302 to the content host.</summary>
internal sealed class WebDavHandler(EmulatorAccount account, DownloadLinks links, WebDavStatistics statistics)
{
    public const string Root = "/webdav";

    private readonly Lock _lock = new();
    private DateTimeOffset? _last;
    private volatile ActiveWebDavFault? _fault;

    public static bool Owns(string path) => path == Root || path.StartsWith(Root + "/", StringComparison.Ordinal);

    public void SetFault(WebDavFault? fault) => _fault = fault is null ? null : new ActiveWebDavFault(fault);

    /// <summary>Answers all but content that the server is told to serve itself, which it returns.</summary>
    public async Task<EmulatorFile?> AnswerAsync(
        HttpContext context, RequestTarget target, string origin, WebDavSwitches switches, DateTimeOffset now, CancellationToken cancellation)
    {
        var method = context.Request.Method;
        var path = target.Path[Root.Length..].Trim('/');
        var depth = context.Request.Headers["Depth"].ToString();
        statistics.Add(method, path);
        await context.Request.Body.CopyToAsync(Stream.Null, cancellation);
        if (!switches.Anonymous && (switches.PasswordReset || context.Request.Headers.Authorization != Expected()))
        {
            statistics.AddRefused();
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"123 WebDAV\"";
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return null;
        }

        if (_fault?.Take(method) is { } fault)
        {
            await FailAsync(context, fault, switches, origin, cancellation);
            return null;
        }

        if (switches.Node is { } node && node.Authority != context.Request.Host.Value)
        {
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            context.Response.Headers.Location = node.GetLeftPart(UriPartial.Authority) + target.RawPath;
            return null;
        }

        if (IsAsleep(switches, now, isWaking: method == "PROPFIND" && path.Length == 0) || Find(path) is not { } found)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return null;
        }

        switch (method)
        {
            case "OPTIONS":
                context.Response.Headers["DAV"] = "1, 2";
                context.Response.Headers.Allow = "OPTIONS, PROPFIND, GET, HEAD, PUT, MKCOL, DELETE, MOVE, COPY";
                return null;
            case "PROPFIND":
                await ListAsync(context, found, depth, switches, origin);
                return null;
            case "HEAD" when !found[^1].IsFolder:
                context.Response.ContentLength = found[^1].Size;
                return null;
            case "GET" when !found[^1].IsFolder && switches.ServesItself:
                return new EmulatorFile(found[^1].Content!, found[^1].Modified) { Name = found[^1].Name, EntityTag = $"\"{found[^1].Md5}\"" };
            case "GET" when !found[^1].IsFolder:
                await RedirectAsync(context, found[^1], switches, origin, now);
                return null;
            default:
                context.Response.StatusCode = method switch
                {
                    "GET" or "HEAD" or "POST" => StatusCodes.Status405MethodNotAllowed,
                    _ when switches.ReadOnly => StatusCodes.Status403Forbidden,
                    "PUT" or "MKCOL" => StatusCodes.Status201Created,
                    "DELETE" => StatusCodes.Status204NoContent,
                    "MOVE" or "COPY" => StatusCodes.Status500InternalServerError,
                    _ => StatusCodes.Status405MethodNotAllowed,
                };
                return null;
        }
    }

    private string Expected() => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.Username}:{account.AppPassword}"));

    private bool IsAsleep(WebDavSwitches switches, DateTimeOffset now, bool isWaking)
    {
        lock (_lock)
        {
            if (switches.SleepsAfter is { } limit && _last is { } last && now - last > limit && !isWaking)
            {
                return true;
            }

            _last = now;
            return false;
        }
    }

    // The item at the end of the path, and those on the way from the root on.
    private List<EmulatorItem>? Find(string path)
    {
        account.TryGet(0, out var item);
        var found = new List<EmulatorItem> { item! };
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            item = account.FindMember(item!.Id, name);
            if (item is null or { Status: > 100 })
            {
                return null;
            }

            found.Add(item);
        }

        return found;
    }

    private async Task ListAsync(HttpContext context, List<EmulatorItem> found, string depth, WebDavSwitches switches, string origin)
    {
        if (depth is not ("0" or "1"))
        {
            statistics.AddDeep();
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var text = new MultiStatusText(switches, origin).Begin();
        var path = found.Skip(1).Select(item => item.Name).ToArray();
        text.Add(path, found[^1]);
        if (depth == "1" && found[^1].IsFolder)
        {
            var members = account.Members(found[^1].Id, 0, int.MaxValue).Where(item => item is { Trashed: false, Status: <= 100 });
            foreach (var member in members.Take(switches.CutAt))
            {
                text.Add([.. path, member.Name], member);
            }
        }

        await Answers.BodyAsync(context, StatusCodes.Status207MultiStatus, "text/xml; charset=utf-8", text.End());
    }

    private Task RedirectAsync(HttpContext context, EmulatorItem file, WebDavSwitches switches, string origin, DateTimeOffset now)
    {
        const string Html = "text/html; charset=utf-8";
        var location = switches.RedirectTo ?? links.ContentLink(origin, file.Id, switches.RefererRequired, now + switches.LinkLifetime);
        context.Response.Headers.Location = location;
        if (switches.RedirectHasPage)
        {
            return Answers.BodyAsync(context, switches.RedirectStatus, Html, $"<a href=\"{WebUtility.HtmlEncode(location)}\">Found</a>.\n\n");
        }

        context.Response.StatusCode = switches.RedirectStatus;
        return Task.CompletedTask;
    }

    private static async Task FailAsync(HttpContext context, WebDavFault fault, WebDavSwitches switches, string origin, CancellationToken cancellation)
    {
        if (fault.Latency != TimeSpan.Zero)
        {
            await Task.Delay(fault.Latency, TimeProvider.System, cancellation);
        }

        if (fault.Abort)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = fault.Status;
        context.Response.Headers.RetryAfter = fault.RetryAfter?.ToString(CultureInfo.InvariantCulture);
        context.Response.ContentType = "text/xml; charset=utf-8";
        var empty = new MultiStatusText(switches, origin).Begin();
        empty.Add([], new EmulatorItem(0, -1, "", DateTimeOffset.UnixEpoch));
        var body = fault.Body ?? (fault.Status == 207 ? empty.End() : "");
        var end = fault.Padding > 0 ? body.LastIndexOf("</", StringComparison.Ordinal) : body.Length;
        await context.Response.WriteAsync(body[..end], cancellation);
        var member = Encoding.UTF8.GetBytes("<x xmlns=\"urn:x\">padding of an answer without an end</x>\n");
        for (long sent = 0; sent < fault.Padding; sent += member.Length)
        {
            await context.Response.Body.WriteAsync(member, cancellation);
        }

        await context.Response.WriteAsync(body[end..], cancellation);
    }
}
