using System.Net;

namespace Pan123Dav.Tests.Page;

/// <summary>A gateway that a browser signs in to.</summary>
public abstract class SignInTest : IAsyncLifetime
{
    private protected const string Tree = "films:\n  a.mkv:100:1694101621:https://h/1\n";

    private protected GatewayHost Gateway { get; private set; } = null!;

    private protected string Origin => Gateway.Address.GetLeftPart(UriPartial.Authority);

    public async ValueTask InitializeAsync() => Gateway = await GatewayHost.StartAsync(Tree);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task<string> GetCookieAsync()
    {
        using var response = await SignInAsync(GatewayHost.User, GatewayHost.Password, "", ("Origin", Origin));
        return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private protected async Task<HttpStatusCode> StatusAsync(string method, string path, string cookie)
    {
        using var response = await SendAsync(method, path, ("Cookie", cookie));
        return response.StatusCode;
    }

    private protected Task<HttpResponseMessage> SignInAsync(string user, string password, string to, params (string, string)[] headers) =>
        SendToAsync(Gateway, "POST", "/login", Form(user, password, to), [("Accept-Language", "zh"), .. headers]);

    private protected Task<HttpResponseMessage> SendAsync(string method, string path, params (string, string)[] headers) =>
        SendToAsync(Gateway, method, path, null, headers);

    private protected static FormUrlEncodedContent Form(string user, string password, string to) =>
        new([new("username", user), new("password", password), new("to", to)]);

    private protected static async Task<HttpResponseMessage> SendToAsync(
        GatewayHost gateway, string method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await gateway.Stranger.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
