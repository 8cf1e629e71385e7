using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pan123Dav.Configuration;
using Pan123Dav.Gateway;
using Pan123Dav.Network;
using Pan123Dav.Tests.Configuration;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Network;

public sealed class KestrelLimitsTests
{
    private const string Tree = "a.mkv:1:1694101621:https://h.example/a";

    [Fact]
    public void Apply_Nothing_BoundsConnectionsAndNothingElse()
    {
        var (limits, errors) = Apply("{}");

        Assert.Empty(errors);
        Assert.Equal(1000, limits.MaxConcurrentConnections);
        Assert.Equal(new KestrelServerLimits().MaxRequestBodySize, limits.MaxRequestBodySize);
        Assert.Equal(TimeSpan.FromSeconds(130), limits.KeepAliveTimeout);
    }

    [Fact]
    public void Apply_EveryKey_IsTaken()
    {
        var (limits, errors) = Apply("""
            { "MaxConcurrentConnections": 5, "MaxConcurrentUpgradedConnections": 6, "MaxResponseBufferSize": 0,
              "MaxRequestBufferSize": 100001, "MaxRequestBodySize": 8,
              "MaxRequestLineSize": 9000, "MaxRequestHeadersTotalSize": 100000, "MaxRequestHeaderCount": 11,
              "KeepAliveTimeout": "00:01:00", "RequestHeadersTimeout": "0:0:12",
              "MinRequestBodyDataRate": { "BytesPerSecond": 13, "GracePeriod": "00:00:14" }, "MinResponseDataRate": { "BytesPerSecond": 15 },
              "Http2": { "MaxStreamsPerConnection": 16, "HeaderTableSize": 0, "MaxFrameSize": 16385, "MaxRequestHeaderFieldSize": 17,
                "InitialConnectionWindowSize": 65536,
                "InitialStreamWindowSize": 65537, "KeepAlivePingDelay": "00:00:18", "KeepAlivePingTimeout": "00:00:19" },
              "Http3": { "MaxRequestHeaderFieldSize": 20 } }
            """);

        Assert.Empty(errors);
        Assert.Equal((5, 6, 0, 100_001, 8), (limits.MaxConcurrentConnections, limits.MaxConcurrentUpgradedConnections, limits.MaxResponseBufferSize,
            limits.MaxRequestBufferSize, limits.MaxRequestBodySize));
        Assert.Equal((9000, 100_000, 11), (limits.MaxRequestLineSize, limits.MaxRequestHeadersTotalSize, limits.MaxRequestHeaderCount));
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(12)), (limits.KeepAliveTimeout, limits.RequestHeadersTimeout));
        Assert.Equal((13, TimeSpan.FromSeconds(14)), (limits.MinRequestBodyDataRate!.BytesPerSecond, limits.MinRequestBodyDataRate.GracePeriod));
        Assert.Equal((15, TimeSpan.FromSeconds(5)), (limits.MinResponseDataRate!.BytesPerSecond, limits.MinResponseDataRate.GracePeriod));
        Assert.Equal((16, 0, 16_385, 17),
            (limits.Http2.MaxStreamsPerConnection, limits.Http2.HeaderTableSize, limits.Http2.MaxFrameSize, limits.Http2.MaxRequestHeaderFieldSize));
        Assert.Equal((65_536, 65_537), (limits.Http2.InitialConnectionWindowSize, limits.Http2.InitialStreamWindowSize));
        Assert.Equal((TimeSpan.FromSeconds(18), TimeSpan.FromSeconds(19)), (limits.Http2.KeepAlivePingDelay, limits.Http2.KeepAlivePingTimeout));
        Assert.Equal(20, limits.Http3.MaxRequestHeaderFieldSize);
        Assert.Equal(
            typeof(KestrelServerLimits).GetProperties().Select(property => property.Name).Order(),
            ["Http2", "Http3", "KeepAliveTimeout", "MaxConcurrentConnections", "MaxConcurrentUpgradedConnections", "MaxRequestBodySize", "MaxRequestBufferSize",
                "MaxRequestHeaderCount", "MaxRequestHeadersTotalSize", "MaxRequestLineSize",
                "MaxResponseBufferSize", "MinRequestBodyDataRate", "MinResponseDataRate", "RequestHeadersTimeout"]);
    }

    [Theory]
    [InlineData("""{ "MaxConcurrentConnections": 0 }""", "MaxConcurrentConnections", "whole number, 1 or more")]
    [InlineData("""{ "MaxConcurrentConnections": "many" }""", "MaxConcurrentConnections", "whole number, 1 or more")]
    [InlineData("""{ "MaxConcurentConnections": 5 }""", "MaxConcurentConnections", "did you mean MaxConcurrentConnections?")]
    [InlineData("""{ "KeepAliveTimeout": 130 }""", "KeepAliveTimeout", "such as 00:02:10")]
    [InlineData("""{ "KeepAliveTimeout": "-00:00:01" }""", "KeepAliveTimeout", "such as 00:02:10")]
    [InlineData("""{ "MinResponseDataRate": { "GracePeriod": "00:00:01" } }""", "MinResponseDataRate:GracePeriod", "longer than one second")]
    [InlineData("""{ "MinResponseDataRate": 5 }""", "MinResponseDataRate", "is a section")]
    [InlineData("""{ "Http2": { "MaxFrameSize": 5 } }""", "Http2:MaxFrameSize", "from 16384 to 16777215")]
    [InlineData("""{ "Http2": { "MaxStreams": 5 } }""", "Http2:MaxStreams", "is not a known key")]
    [InlineData("""{ "MaxRequestBufferSize": 100 }""", "MaxRequestBufferSize", "must be at least MaxRequestLineSize (8192)")]
    [InlineData("""{ "MaxRequestLineSize": 9000000 }""", "MaxRequestBufferSize", "must be at least MaxRequestLineSize (9000000)")]
    public void Apply_WrongValue_NamesKeyAndRemedy(string limits, string key, string message)
    {
        var error = Assert.Single(Apply(limits).Errors);

        Assert.Equal($"Kestrel:Limits:{key}", error.Key);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WrongValue_IsAMistakeOfTheConfiguration()
    {
        var settings = GatewayHost.Settings(Tree);
        settings["Kestrel:Limits:MaxRequestLineSize"] = "0";
        settings["Kestrel:Limits:MaxRequestHeaderCont"] = "5";

        var mistakes = await Assert.ThrowsAsync<GatewayStartException>(() => GatewayHost.StartAsync(settings));

        Assert.Equal(["Kestrel:Limits:MaxRequestLineSize", "Kestrel:Limits:MaxRequestHeaderCont"], mistakes.Errors.Select(error => error.Key));
    }

    [Fact]
    public async Task Limits_Configured_AreThoseOfTheServer()
    {
        var settings = GatewayHost.Settings(Tree);
        settings["Kestrel:Limits:MaxConcurrentConnections"] = "1";
        settings["Kestrel:Limits:MaxRequestLineSize"] = "100";
        var gateway = await GatewayHost.StartAsync(settings);
        await using (gateway)
        {
            await AssertLimitedAsync(gateway);
        }

        Assert.Single(gateway.LogText.Split('\n'), line => line.Contains("maximum number of concurrent connections", StringComparison.Ordinal));
    }

    private static async Task AssertLimitedAsync(GatewayHost gateway)
    {
        using (var response = await gateway.SendAsync("GET", $"/dav/{new string('a', 100)}"))
        {
            Assert.Equal(HttpStatusCode.RequestUriTooLong, response.StatusCode);
        }

        // The first connection may be on its way out yet.
        await Eventually.HoldsAsync(async () =>
        {
            using var response = await gateway.SendAsync("GET", "/dav/a.mkv");
            return response.StatusCode == HttpStatusCode.Redirect;
        });
        for (var i = 0; i < 10; i++)
        {
            using var another = new TcpClient();
            await another.ConnectAsync(gateway.Address.Host, gateway.Address.Port, TestContext.Current.CancellationToken);
            await AssertClosedAsync(another);
        }
    }

    private static async Task AssertClosedAsync(TcpClient client)
    {
        try
        {
            Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken));
        }
        catch (IOException)
        {
            // Reset, which is closed as well.
        }
    }

    private static (KestrelServerLimits Limits, IReadOnlyList<ConfigurationError> Errors) Apply(string json)
    {
        var (limits, errors) = (new KestrelServerLimits(), new ConfigurationErrors());
        KestrelLimits.Apply(TestConfiguration.FromJson($$"""{ "Kestrel": { "Limits": {{json}} } }"""), limits, errors);
        return (limits, errors.Found);
    }
}
