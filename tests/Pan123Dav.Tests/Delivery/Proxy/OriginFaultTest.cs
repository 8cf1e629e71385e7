using System.Net;
using System.Xml.Linq;

namespace Pan123Dav.Tests.Delivery.Proxy;

/// <summary>A gateway that fetches from a content host, which a test has misbehave.</summary>
public abstract class OriginFaultTest : IAsyncLifetime
{
    private const string Tree = """
        known.bin:300000:1709210096:{origin}/13/a.bin
        unknown.bin:{origin}/13/a.bin
        page.html:{origin}/13/page
        """;

    private protected DeliveryFixture Fixture { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Fixture = await DeliveryFixture.StartAsync(Tree, ("Mounts:0:Delivery", "Proxy"), ("Probe:Enabled", "false"));

    public async ValueTask DisposeAsync()
    {
        await Fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static async Task AssertFailureAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("proxy", response.Headers.GetValues("X-Pan123Dav-Delivery").Single());
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(body.Length < 400);
        Assert.Equal(XName.Get("error", "DAV:"), XElement.Parse(body).Name);
        Assert.DoesNotContain("127.0.0.1", body, StringComparison.Ordinal);
        Assert.Null(response.Headers.ETag);
    }

    private protected Task AssertWarningAsync(string name, string text) => Eventually.HoldsAsync(() => Fixture.Gateway.LogText.Split('\n')
        .Any(line => line.Contains($"/{name} ", StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal)));
}
