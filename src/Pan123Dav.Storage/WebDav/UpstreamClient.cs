using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Pan123Dav.Storage.Connections;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;
using Polly;

namespace Pan123Dav.Storage.WebDav;

/// <summary>
/// Asks an upstream server: in its pace, a few at once, again where that may help, and never for longer than <see cref="ApiLimits.Total"/>. Only here
/// credentials go out,
/// to addresses that <see cref="UpstreamAuthorization"/> knows for its own; a redirect elsewhere is never followed with them.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing that must be given back.")]
internal sealed class UpstreamClient
{
    private const int MaxRedirects = 3;
    private const int MaxRunningAt123 = 2;
    private const int MaxRunning = 8;

    private static readonly TimeSpan ThrottledPause = TimeSpan.FromSeconds(1);

    private readonly ApiTransport _transport;
    private readonly ApiLimits _limits;
    private readonly ResiliencePipeline _retry;
    private readonly SignInGate _gate;
    private readonly SemaphoreSlim _running;

    /// <param name="options">Of the mount.</param>
    /// <param name="services">With clients.</param>
    /// <param name="limits">Of each call.</param>
    public UpstreamClient(WebDavOptions options, StorageServices services, ApiLimits limits)
    {
        Options = options;
        Authorization = new UpstreamAuthorization(options);
        _limits = limits;
        _retry = ApiRetry.Create(limits);
        _transport = new ApiTransport(services.HttpClients!, StorageHttpClients.WebDav, options.BaseUrl, limits, services.Stopping)
        {
            Service = options.Service,
            Answers = services.Answers,
        };
        _gate = new SignInGate(options, services.TimeProvider);
        _running = new SemaphoreSlim(options.Is123 ? MaxRunningAt123 : MaxRunning);
    }

    public WebDavOptions Options { get; }

    public UpstreamAuthorization Authorization { get; }

    /// <summary>Whether the server refused the password when it was asked last.</summary>
    public bool IsSignInRefused => _gate.IsRefused;

    /// <summary>How often this server is asked for something: 123's own, or somebody's.</summary>
    public EndpointRateLimiter CreatePace(ApiRates rates, string name) =>
        new(Options.Is123 ? rates.WebDav : rates.OtherWebDav, _limits.TimeProvider, $"{Options.BaseUrl.Authority}/{name}");

    /// <summary>Asks with credentials.</summary>
    /// <exception cref="StorageException">There is no good answer.</exception>
    public async Task<T> AskAsync<T>(UpstreamCall<T> call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_limits.Total, _limits.TimeProvider);
        using var total = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await _retry.ExecuteAsync(async token => await AttemptAsync(call, token).ConfigureAwait(false), total.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer(call.Name, "all attempts took too long");
        }
    }

    /// <summary>Asks without credentials, once, whoever it is. The body is not read.</summary>
    /// <exception cref="StorageException">There is no answer, or the address is none to go to.</exception>
    public async Task<T> AskAsStrangerAsync<T>(
        string name, Uri address, string? referer, Func<HttpResponseMessage, T> read, CancellationToken cancellationToken)
    {
        using var request = CreateGet(address);
        if (referer is not null)
        {
            request.Headers.TryAddWithoutValidation("Referer", referer);
        }

        return await _transport.SendAsync(name, request, (response, _) => Task.FromResult(read(response)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A GET of the first byte.</summary>
    public static HttpRequestMessage CreateGet(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = new RangeHeaderValue(0, 0);
        request.Headers.TryAddWithoutValidation("User-Agent", "Pan123Dav");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        return request;
    }

    /// <summary>An answer that cannot be understood; <paramref name="problem"/> as in <see cref="ApiErrors.Malformed"/>.</summary>
    public StorageException Malformed(string call, string problem) => ApiErrors.Malformed(call, problem, service: Options.Service);

    /// <summary>What a status that is no success says.</summary>
    public StorageException CreateFault(string call, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (RedirectTarget.IsRedirect(response.StatusCode))
        {
            return Malformed(call, Uri.TryCreate(LocationHeader.Read(response), UriKind.Absolute, out var place)
                ? $"sends to {ApiText.Clean(place.IdnHost)}, which is not followed. If the server has moved, write the new address as Url"
                : "sends somewhere else, which is not followed. If the server has moved, write the new address as Url");
        }

        var (error, isTransient, advice) = status switch
        {
            403 => (StorageError.Forbidden, false, ". It may be outside the folder that was granted to the app password"),
            404 or 410 => (StorageError.NotFound, false, ""),
            405 or 501 => (StorageError.Malformed, false, ". Look at Url: there is no WebDAV"),
            408 or 429 => (StorageError.Throttled, true, ""),
            >= 500 => (StorageError.Unavailable, true, ""),
            _ => (StorageError.Malformed, false, ""),
        };
        return new StorageException(error, string.Create(CultureInfo.InvariantCulture, $"{Options.Service} answered {call} with status {status}{advice}."))
        {
            RetryAfter = ApiTransport.GetRetryAfter(response),
            IsTransient = isTransient,
        };
    }

    private async Task<T> AttemptAsync<T>(UpstreamCall<T> call, CancellationToken cancellationToken)
    {
        await call.Pace.WaitAsync(call.Link, cancellationToken).ConfigureAwait(false);
        await _running.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await _gate.PassAsync(
                () =>
                {
                    call.Link?.Ask();
                    return SendAsync(call, cancellationToken);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException exception) when (exception.Error == StorageError.Throttled)
        {
            var pause = exception.RetryAfter ?? ThrottledPause;
            call.Pace.Postpone(pause < _limits.MaxRetryAfter ? pause : _limits.MaxRetryAfter);
            throw;
        }
        finally
        {
            _running.Release();
        }
    }

    private async Task<T> SendAsync<T>(UpstreamCall<T> call, CancellationToken cancellationToken)
    {
        var address = call.Address;
        for (var redirects = 0; ; redirects++)
        {
            var (next, answer) = await SendAsync(call, address, cancellationToken).ConfigureAwait(false);
            if (next is null)
            {
                return answer!;
            }

            address = redirects < MaxRedirects ? next : throw Malformed(call.Name, "leads on and on");
        }
    }

    private async Task<(Uri? Next, T? Answer)> SendAsync<T>(UpstreamCall<T> call, Uri address, CancellationToken cancellationToken)
    {
        using var request = call.CreateRequest(address);
        if (Authorization.GetHeader(address) is { } header)
        {
            request.Headers.TryAddWithoutValidation("Authorization", header);
        }

        return await _transport.SendAsync(call.Name, request, ReadAsync, cancellationToken).ConfigureAwait(false);

        async Task<(Uri? Next, T? Answer)> ReadAsync(HttpResponseMessage response, CancellationToken token)
        {
            if (response.StatusCode == HttpStatusCode.Unauthorized)
            {
                // What another host says of the password, that a link led to, is no word of the server's.
                throw IsAtServer(call.Address) ? _gate.Refused() : Malformed(call.Name, "leads to a host that does not take the password");
            }

            return RedirectTarget.IsRedirect(response.StatusCode) && call.Follows(response.StatusCode)
                && RedirectTarget.Read(address, response) is { } next && Authorization.IsOwn(next)
                    ? (next, default)
                    : (null, await call.Read(response, address, token).ConfigureAwait(false));
        }
    }

    private bool IsAtServer(Uri address) => address.IdnHost == Options.BaseUrl.IdnHost && address.Port == Options.BaseUrl.Port;

    private StorageException NoAnswer(string call, string problem) => ApiErrors.NoAnswer(call, problem, isTransient: false, service: Options.Service);
}
