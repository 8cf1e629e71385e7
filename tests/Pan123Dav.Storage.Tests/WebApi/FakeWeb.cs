using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Tokens;

namespace Pan123Dav.Storage.Tests.WebApi;

/// <summary>Stands in for all of 123's web hosts: answers what a test says, and remembers what it was asked. No network.</summary>
internal sealed class FakeWeb(Func<SeenRequest, HttpResponseMessage> answer) : HttpMessageHandler, IStorageHttpClients
{
    private readonly ConcurrentQueue<SeenRequest> _seen = [];

    /// <summary>What came, in order.</summary>
    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    /// <summary>Bounds that do not wait.</summary>
    public static ApiLimits Limits { get; } = new() { Retries = 2, RetryDelay = TimeSpan.FromMilliseconds(1) };

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    /// <summary>What a drive needs, with this in place of the network and no pace.</summary>
    public StorageServices Services(TimeProvider time, ITokenStore? tokens = null, Microsoft.Extensions.Logging.ILoggerFactory? log = null) => new()
    {
        HttpClients = this,
        TimeProvider = time,
        Tokens = tokens,
        LoggerFactory = log ?? NullLoggerFactory.Instance,
        Rates = new ApiRates().Times(double.PositiveInfinity),
    };

    /// <summary>How often a path was asked for.</summary>
    public int Count(string path) => _seen.Count(request => request.Uri.AbsolutePath == path);

    public static HttpResponseMessage Json(string body, int status = 200) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Json(JsonNode body, int status = 200) => Json(body.ToJsonString(), status);

    /// <summary>A good answer.</summary>
    public static HttpResponseMessage Data(JsonNode data, long code = 0) => Json(new JsonObject { ["code"] = code, ["message"] = "ok", ["data"] = data });

    /// <summary>An answer that is not good.</summary>
    public static HttpResponseMessage Fault(long code, string message, int status = 200) =>
        Json(new JsonObject { ["code"] = code, ["message"] = message, ["data"] = null }, status);

    public static HttpResponseMessage Redirect(string location)
    {
        var response = new HttpResponseMessage(HttpStatusCode.Found);

        // As the clients' handler gives them.
        response.Headers.TryAddWithoutValidation("Location", Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(location)));
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var seen = new SeenRequest(
            request.Method.Method,
            request.RequestUri!,
            request.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase),
            request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "");
        _seen.Enqueue(seen);
        return answer(seen);
    }
}
