using System.Net;
using System.Net.Http.Headers;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Links;
using Pan123Dav.Storage.Remote.Listings;

namespace Pan123Dav.Storage.WebDav;

/// <summary>
/// Finds out where a file's content is: a redirect leads to a link for everybody, which is tried with one byte and without credentials before it is
/// handed on; a server that answers with the content is fetched from by the gateway alone. A link that is refused is asked for anew once.
/// </summary>
internal sealed class WebDavLinks(UpstreamClient client, WebDavListings listings, StorageServices services)
{
    private const string Name = "GET";
    private const int MaxHops = 5;

    // Nobody says how long 123's links live that have no time in them.
    private static readonly TimeSpan UnknownAge = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ServedAge = TimeSpan.FromMinutes(10);

    private readonly EndpointRateLimiter _pace = client.CreatePace(services.Rates, "links");

    // What 123's content hosts want to see of a browser, where they want any; elsewhere the server itself.
    private readonly string _referer = client.Options.Is123 ? "https://yun.123pan.cn/" : client.Options.BaseUrl.GetLeftPart(UriPartial.Authority) + "/";

    /// <summary>The link to a file, asked for now.</summary>
    /// <param name="file">The file.</param>
    /// <param name="pending">Who waits for it.</param>
    /// <exception cref="StorageException">There is none.</exception>
    public async Task<CachedLink> ResolveAsync(RemoteItem file, PendingLink pending)
    {
        var address = WebDavPath.ToUri(client.Options.BaseUrl, file.Id.Path!, isCollection: false);
        var (link, trial) = await LocateAsync(file, address, pending).ConfigureAwait(false);
        if (link is null)
        {
            (link, trial) = await LocateAsync(file, address, pending).ConfigureAwait(false);
        }

        return link ?? throw (trial == LinkTrial.Missing
            ? new StorageException(StorageError.NotFound, $"The content host that {client.Options.Service} leads to does not have it.")
            : client.Malformed(Name, "leads to a content host that refuses the link, also a second one"));
    }

    /// <summary>Whether the server gives a file to who brings no credentials.</summary>
    /// <exception cref="StorageException">It leads where nothing is fetched from.</exception>
    public async Task<bool> IsPublicAsync(RemoteItem file, CancellationToken cancellationToken)
    {
        var address = WebDavPath.ToUri(client.Options.BaseUrl, file.Id.Path!, isCollection: false);
        return await TryAsync(file, address, null, cancellationToken).ConfigureAwait(false) == LinkTrial.Good;
    }

    private async Task<(CachedLink? Link, LinkTrial Trial)> LocateAsync(RemoteItem file, Uri address, PendingLink pending)
    {
        var answer = await AskAwakeAsync(file, address, pending).ConfigureAwait(false);
        for (var hops = 0; hops < MaxHops; hops++)
        {
            if (answer.IsServed)
            {
                var until = services.TimeProvider.GetUtcNow() + ServedAge;
                var link = new SignedLink(answer.Address.OriginalString, until) { Authorization = client.Authorization, IsForProxy = true };
                return (new CachedLink(link, until), LinkTrial.Good);
            }

            AddressGuard.Check(Name, answer.Address, client.Options.BaseUrl, client.Options.Service);
            var trial = await TryAsync(file, answer.Address, null, pending.Ended).ConfigureAwait(false);
            if (trial is LinkTrial.Good or LinkTrial.Unknown)
            {
                return (Keep(answer, null), trial);
            }

            if (trial != LinkTrial.Challenged || client.Authorization.GetHeader(answer.Address) is null)
            {
                var isForReferer = trial == LinkTrial.Refused
                    && await TryAsync(file, answer.Address, _referer, pending.Ended).ConfigureAwait(false) == LinkTrial.Good;
                return (isForReferer ? Keep(answer, _referer) : null, trial);
            }

            answer = await AskAsync(file, answer.Address, pending).ConfigureAwait(false);
        }

        throw client.Malformed(Name, "leads on and on");
    }

    // 404 may mean that the server sleeps.
    private async Task<UpstreamResponse> AskAwakeAsync(RemoteItem file, Uri address, PendingLink pending)
    {
        try
        {
            return await AskAsync(file, address, pending).ConfigureAwait(false);
        }
        catch (StorageException fault) when (fault.Error == StorageError.NotFound)
        {
            await listings.WakeAsync(pending.Ended).ConfigureAwait(false);
            return await AskAsync(file, address, pending).ConfigureAwait(false);
        }
    }

    private Task<UpstreamResponse> AskAsync(RemoteItem file, Uri address, PendingLink pending) => client.AskAsync(
        new UpstreamCall<UpstreamResponse>(
            Name,
            address,
            _pace,
            UpstreamClient.CreateGet,

            // The two that repeat the request as it was; the others lead to what is for everybody, which must not see the password.
            static status => status is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect,
            (response, from, _) => Task.FromResult(Read(file, from, response)))
        {
            Link = pending,
        },
        pending.Ended);

    private UpstreamResponse Read(RemoteItem file, Uri from, HttpResponseMessage response)
    {
        switch (response.StatusCode)
        {
            case var status when RedirectTarget.IsRedirect(status):
                var target = RedirectTarget.Read(from, response) ?? throw client.Malformed(Name, "leads to no http or https address");
                return new UpstreamResponse(target, false, response.Headers.CacheControl is { NoStore: false, MaxAge: var maxAge } ? maxAge : null);
            case HttpStatusCode.OK or HttpStatusCode.PartialContent when IsPage(file, response):
                throw client.Malformed(Name, "is a page of HTML in place of the file");
            case HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                return new UpstreamResponse(from, true);
            case HttpStatusCode.MethodNotAllowed:
                throw new StorageException(StorageError.NotFound, $"{file.Id} at {client.Options.Service} is a folder by now.");
            default:
                throw client.CreateFault(Name, response);
        }
    }

    private async Task<LinkTrial> TryAsync(RemoteItem file, Uri address, string? referer, CancellationToken cancellationToken)
    {
        for (var hops = 0; hops <= MaxHops; hops++)
        {
            LinkTrial trial;
            Uri? next;
            try
            {
                (trial, next) = await client.AskAsStrangerAsync(
                    Name,
                    address,
                    referer,
                    response => (Judge(file, response), RedirectTarget.IsRedirect(response.StatusCode) ? RedirectTarget.Read(address, response) : null),
                    cancellationToken).ConfigureAwait(false);
            }
            catch (StorageException fault) when (fault.Error == StorageError.Unavailable)
            {
                return LinkTrial.Unknown;
            }

            if (next is null)
            {
                return trial;
            }

            address = next;
        }

        throw client.Malformed(Name, "leads on and on");
    }

    private static LinkTrial Judge(RemoteItem file, HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.OK or HttpStatusCode.PartialContent when IsPage(file, response) => LinkTrial.Refused,
        HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable => LinkTrial.Good,
        HttpStatusCode.Unauthorized => LinkTrial.Challenged,
        HttpStatusCode.NotFound or HttpStatusCode.Gone => LinkTrial.Missing,
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => LinkTrial.Unknown,
        _ => LinkTrial.Refused,
    };

    // A file may be HTML itself: then its name or its length says so.
    private static bool IsPage(RemoteItem file, HttpResponseMessage response)
    {
        var headers = response.Content.Headers;
        var length = response.StatusCode == HttpStatusCode.PartialContent ? headers.ContentRange?.Length : headers.ContentLength;
        return headers.ContentType is MediaTypeHeaderValue { MediaType: "text/html" or "application/xhtml+xml" }
            && !file.Name.EndsWith("html", StringComparison.OrdinalIgnoreCase) && !file.Name.EndsWith(".htm", StringComparison.OrdinalIgnoreCase)
            && (file.Size is null || length != file.Size);
    }

    private CachedLink Keep(UpstreamResponse answer, string? referer)
    {
        var expires = LinkExpiry.Read(answer.Address, services.TimeProvider.GetUtcNow(), answer.MaxAge > UnknownAge ? answer.MaxAge : UnknownAge);
        var link = new SignedLink(answer.Address.OriginalString, expires) { Referer = referer, IsForProxy = referer is not null };
        return new CachedLink(link, expires - LinkExpiry.Margin);
    }
}
