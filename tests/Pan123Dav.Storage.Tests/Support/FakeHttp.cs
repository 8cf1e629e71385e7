using System.Net;
using System.Text;
using Pan123Dav.Storage.Remote.Http;

namespace Pan123Dav.Storage.Tests.Support;

/// <summary>Stands in for the network: every request goes to one function. Serves as every named client.</summary>
internal sealed class FakeHttp(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler, IStorageHttpClients
{
    private int _count;

    public FakeHttp(Func<HttpRequestMessage, HttpResponseMessage> answer)
        : this((request, _) => Task.FromResult(answer(request)))
    {
    }

    /// <summary>How many requests were sent.</summary>
    public int Count => Volatile.Read(ref _count);

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);

        // HttpClient sets it, and content readers want it.
        var response = await answer(request, cancellationToken);
        response.RequestMessage = request;
        return response;
    }
}
