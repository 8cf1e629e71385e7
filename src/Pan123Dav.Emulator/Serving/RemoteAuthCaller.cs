using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Pan123Dav.Emulator.Links;

namespace Pan123Dav.Emulator.Serving;

/// <summary>Asks the owner's address whether a request may be served.</summary>
internal sealed class RemoteAuthCaller(EmulatorStatistics statistics, TimeProvider timeProvider) : IDisposable
{
    // The query goes out as it is: tidying up would escape what 123 does not.
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan
    };
    private readonly ConcurrentDictionary<string, bool> _cached = new();

    /// <summary>Whether the request may be served. Whatever goes wrong, it may not.</summary>
    public async Task<bool> AllowsAsync(EmulatedRemoteAuth options, HttpContext context, RequestTarget target, CancellationToken cancellation)
    {
        if (options.TrustsCache && _cached.ContainsKey(target.Path))
        {
            return true;
        }

        statistics.AddRemoteAuth();
        using var patience = new CancellationTokenSource(options.Timeout, timeProvider);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            using var response = await _client.GetAsync(GetAddress(options, context), ended.Token);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                _cached.TryAdd(target.Path, true);
                return true;
            }
        }
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            // Nobody there is a refusal.
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // So is an answer that comes too late.
        }

        return false;
    }

    public void Dispose() => _client.Dispose();

    private static Uri GetAddress(EmulatedRemoteAuth options, HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        var visitor = context.Request.Headers.TryGetValue(EmulatedRemoteAuth.VisitorHeader, out var played) ? played.ToString()
            : (address?.IsIPv4MappedToIPv6 == true ? address.MapToIPv4() : address)?.ToString();
        var asked = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return new Uri($"{options.Address.AbsoluteUri}?remote_addr={visitor}&request_uri={(options.Escapes ? Uri.EscapeDataString(asked) : asked)}", AsWritten);
    }
}
