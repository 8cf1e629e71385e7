using System.Net;
using System.Net.Http.Json;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Storages;

/// <summary>What the log says of a storage that fails: one line with the reason, for it is nothing that the program did.</summary>
public sealed class StorageLogTests
{
    [Fact]
    public async Task Get_AnswerCannotBeUnderstood_IsAReasonWithoutAStackTrace()
    {
        using var host = new OneAnswerHost("HTTP/1.1 207 Multi-Status\r\nContent-Length: 6\r\n\r\n<html>");
        await using var gateway = await StartAsync(host);
        using var response = await gateway.SendAsync("PROPFIND", "/dav/up/", ("Depth", "1"));

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        await AssertReasonAsync(gateway, "the client got 502. The answer of 127.0.0.1 to PROPFIND");
    }

    [Fact]
    public async Task AListApi_AnswerCannotBeUnderstood_IsAReasonWithoutAStackTrace()
    {
        using var host = new OneAnswerHost("HTTP/1.1 207 Multi-Status\r\nContent-Length: 6\r\n\r\n<html>");
        await using var gateway = await StartAsync(host);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/fs/list") { Content = JsonContent.Create(new { path = "/up" }) };
        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Contains("\"code\":500", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await AssertReasonAsync(gateway, "got code 500. The answer of 127.0.0.1 to PROPFIND");
    }

    private static Task<GatewayHost> StartAsync(OneAnswerHost host) => GatewayHost.StartAsync(
        "a.bin:5:https://h.example/13/a.bin", ("Mounts:1:Path", "/up"), ("Mounts:1:Type", "WebDav"), ("Mounts:1:Url", $"http://{host.Authority}/"),
        ("Mounts:1:Username", "u"), ("Mounts:1:Password", "app-password"));

    private static async Task AssertReasonAsync(GatewayHost gateway, string reason)
    {
        await Eventually.HoldsAsync(() => gateway.LogText.Contains(reason, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", gateway.LogText, StringComparison.Ordinal);
    }
}
