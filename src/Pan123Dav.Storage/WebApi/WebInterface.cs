using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.WebApi;

/// <summary>
/// Asks as 123's web pages do: with their headers and their signature, each endpoint in its own pace.
/// Nothing of it is documented by 123, and all of it has changed before.
/// </summary>
internal sealed class WebInterface
{
    private readonly StorageServices _services;
    private readonly ApiClient _client;
    private readonly string _site;
    private readonly ConcurrentDictionary<string, EndpointRateLimiter> _paces = new(StringComparer.Ordinal);

    /// <param name="baseUrl">Where the interface is.</param>
    /// <param name="services">With clients.</param>
    /// <param name="limits">Of each call.</param>
    public WebInterface(Uri baseUrl, StorageServices services, ApiLimits limits)
    {
        Hosts = new WebHosts(baseUrl, services.TimeProvider);
        _services = services;
        var transport = new ApiTransport(services.HttpClients!, StorageHttpClients.Web, baseUrl, limits, services.Stopping)
        {
            Answers = services.Answers,
            HasCodes = true,
        };
        _client = new ApiClient(transport, limits);
        _site = DownloadAddress.GetSite(baseUrl);
    }

    /// <summary>Where it is.</summary>
    public WebHosts Hosts { get; }

    /// <summary>What <c>data</c> of a good answer holds. A call that names no host is made again elsewhere where that may help.</summary>
    /// <exception cref="StorageException">There is no good answer.</exception>
    public async Task<T> CallAsync<T>(WebCall<T> call, CancellationToken cancellationToken)
    {
        if (call.Host is not null || call.Address is not null)
        {
            return await AskAsync(call, cancellationToken).ConfigureAwait(false);
        }

        var host = Hosts.Select();
        try
        {
            return await AskAsync(call with { Host = host }, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException fault) when (call.IsSafe && Hosts.Leave(host, fault))
        {
            return await AskAsync(call with { Host = Hosts.Select() }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> AskAsync<T>(WebCall<T> call, CancellationToken cancellationToken)
    {
        var pace = _paces.GetOrAdd(
            call.Path, static (path, api) => new EndpointRateLimiter(api._services.Rates.Web, api._client.TimeProvider, $"{api._site}{path}"), this);
        var question = new ApiCall<T>(call.Path, pace, () => CreateRequest(call), call.Data)
        {
            SuccessCode = call.SuccessCode,
            IsSafe = call.IsSafe,
            Link = call.Link
        };
        try
        {
            return await _client.CallAsync(question, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException fault) when (fault is { Error: StorageError.Forbidden, Code: 403, IsAddressRefused: false })
        {
            throw new StorageException(
                fault.Error,
                $"{fault.Message}. Look at this machine's clock, which calls are signed by; if it is right, 123 may have changed how its web pages sign.",
                fault);
        }
    }

    private HttpRequestMessage CreateRequest<T>(WebCall<T> call)
    {
        var address = call.Address ?? Sign(WebAddress.Create(call.Host!, call.Path), call.Query);
        var request = new HttpRequestMessage(call.Body is null ? HttpMethod.Get : HttpMethod.Post, address);
        request.Headers.TryAddWithoutValidation("User-Agent", "Pan123Dav");
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("Origin", call.Site is null ? _site.TrimEnd('/') : new Uri(call.Site).GetLeftPart(UriPartial.Authority));
        request.Headers.TryAddWithoutValidation("Referer", call.Site ?? _site);
        request.Headers.TryAddWithoutValidation("platform", "web");
        request.Headers.TryAddWithoutValidation("app-version", "3");
        if (call.Token.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", call.Token);
        }

        if (call.Body is not null)
        {
            request.Content = new ByteArrayContent(call.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
        }

        return request;
    }

    private Uri Sign(Uri address, string query)
    {
        var signature = WebSignature.Create(address.AbsolutePath, _services.TimeProvider.GetUtcNow(), Random.Shared.Next(WebSignature.RandomLimit));
        return new Uri($"{address.AbsoluteUri}?{query}{(query.Length > 0 ? "&" : "")}{signature}");
    }
}
