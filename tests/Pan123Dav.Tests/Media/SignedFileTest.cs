using Pan123Dav.Budgets.Usage;

namespace Pan123Dav.Tests.Media;

/// <summary>A gateway whose users have API tokens, asked by somebody who may have nothing but a sign.</summary>
public abstract class SignedFileTest : IAsyncLifetime
{
    private protected const string Token = "a-token-that-the-owner-chose-0123456789";
    private protected const string Secret = "another-secret-of-at-least-32-chars";

    private protected const string Tree = """
        films:
          第 1 集 #1 100%+&.mkv:5:1694101621:https://vip.123pan.cn/13/a.mkv
          b.mkv:100:1694101621:https://vip.123pan.cn/13/b.mkv
        music:
          café.flac:7:1694101621:https://vip.123pan.cn/13/c.flac
        """;

    private protected GatewayHost Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await GatewayHost.StartAsync(
        Tree, ("Users:0:ApiToken", Token), ("Users:1:Name", "anna"), ("Users:1:Password", "long password"),
        ("Users:1:Paths:0", "/music"), ("Users:1:ApiToken", Secret));

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected UsageTotals GetSpent(string user) =>
        Gateway.Services.GetRequiredService<UsageLedger>().At(Gateway.Time.GetUtcNow()).GetUser(user).Counter.Value;

    private protected async Task<int> GetStatusAsync(string target, string? authorization = null, GatewayHost? gateway = null)
    {
        using var response = await SendAsync(gateway ?? Gateway, "GET", target, authorization);
        return (int)response.StatusCode;
    }

    private protected Task<HttpResponseMessage> SendAsync(
        string method, string target, string? authorization = null, params (string Name, string Value)[] headers) =>
        SendAsync(Gateway, method, target, authorization, headers);

    private protected static async Task<HttpResponseMessage> SendAsync(
        GatewayHost gateway, string method, string target, string? authorization = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        foreach (var (name, value) in authorization is null ? headers : [("Authorization", authorization), .. headers])
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await gateway.Stranger.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
