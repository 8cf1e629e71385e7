using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Pan123Dav.Tests.Authentication.Passwords;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Authentication.Throttling;

public sealed class ThrottledSignInTests
{
    private const string Tree = "a.mkv:1:1694101621:https://vip.123pan.cn/13/1";

    private static readonly IPAddress Here = IPAddress.Parse("192.0.2.1");
    private static readonly string Right = Header.Basic(GatewayHost.User, GatewayHost.Password);

    private readonly CountingHasher _hasher = new();

    [Fact]
    public async Task Request_AfterTheLimit_IsRefusedWhateverThePasswordWithoutHashing()
    {
        await using var gateway = await StartAsync();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(401, await StatusAsync(gateway, Header.Basic(GatewayHost.User, $"wrong{i}")));
        }

        var hashed = _hasher.Verified;
        var refused = await gateway.SendAsync("PROPFIND", "/dav/", Here, Right);

        Assert.Equal(429, refused.StatusCode);
        Assert.Equal("900", refused.Headers.RetryAfter);
        Assert.Equal("application/xml; charset=utf-8", refused.Headers.ContentType);
        Assert.Equal(429, await StatusAsync(gateway, Header.Basic("nobody", "x")));
        Assert.Equal(429, await StatusAsync(gateway, "Basic %%%"));
        Assert.Equal(hashed, _hasher.Verified);
        Assert.Equal(401, await StatusAsync(gateway, null));
        Assert.Equal(207, await StatusAsync(gateway, Right, IPAddress.Parse("192.0.2.2")));
        gateway.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(207, await StatusAsync(gateway, Right));
    }

    [Fact]
    public async Task Request_OfARecognisedUserFromARefusedAddress_IsAnswered()
    {
        await using var gateway = await StartAsync(("SignIn:FailuresPerAddress", "1"), ("SignIn:WindowMinutes", "60"));
        Assert.Equal(207, await StatusAsync(gateway, Right));
        Assert.Equal(401, await StatusAsync(gateway, Header.Basic("nobody", "x")));

        Assert.Equal(429, await StatusAsync(gateway, Header.Basic("nobody", "x")));
        Assert.Equal(207, await StatusAsync(gateway, Right));

        // Not recognised any more, but an account that signed in here lately has a count of its own.
        gateway.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(207, await StatusAsync(gateway, Right));
    }

    [Fact]
    public async Task Request_OfAnAccountThatSignedInHereLately_HasACountOfItsOwn()
    {
        await using var gateway = await StartAsync(("SignIn:WindowMinutes", "2880"));
        Assert.Equal(207, await StatusAsync(gateway, Right));
        gateway.Time.Advance(TimeSpan.FromHours(23));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(401, await StatusAsync(gateway, Header.Basic("stranger", $"wrong{i}")));
        }

        Assert.Equal(429, await StatusAsync(gateway, Header.Basic("stranger", "x")));
        Assert.Equal(207, await StatusAsync(gateway, Right));

        // Guesses at that account do count, and a day later it is like any other.
        gateway.Time.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(401, await StatusAsync(gateway, Header.Basic(GatewayHost.User, $"wrong{i}")));
        }

        Assert.Equal(429, await StatusAsync(gateway, Header.Basic(GatewayHost.User, "x")));
        gateway.Time.Advance(TimeSpan.FromHours(23.5));
        Assert.Equal(429, await StatusAsync(gateway, Right));
        Assert.Equal(207, await StatusAsync(gateway, Right, IPAddress.Parse("192.0.2.2")));
    }

    [Fact]
    public async Task Request_WithoutCredentials_NeverCounts()
    {
        await using var gateway = await StartAsync(("SignIn:FailuresPerAddress", "1"));
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(401, await StatusAsync(gateway, null));
            Assert.Equal(401, await StatusAsync(gateway, "Negotiate abc"));
        }

        Assert.Equal(207, await StatusAsync(gateway, Right));
    }

    [Fact]
    public async Task Request_RightCredentials_ClearTheAddress()
    {
        await using var gateway = await StartAsync(("SignIn:FailuresPerAddress", "2"));
        Assert.Equal(401, await StatusAsync(gateway, Header.Basic("nobody", "x")));
        Assert.Equal(207, await StatusAsync(gateway, Right));
        Assert.Equal(401, await StatusAsync(gateway, Header.Basic("nobody", "x")));

        // The address has failed once since, the name twice.
        Assert.Equal(429, await StatusAsync(gateway, Header.Basic("nobody", "x")));
        Assert.Equal(401, await StatusAsync(gateway, Header.Basic("somebody", "x")));
        Assert.Equal(429, await StatusAsync(gateway, Header.Basic("anybody", "x")));
    }

    [Fact]
    public async Task Requests_InOneBurst_NeverExceedTheLimit()
    {
        await using var gateway = await StartAsync();
        _hasher.MayVerify.Reset();
        var burst = Enumerable.Range(0, 100)
            .Select(i => Task.Run(() => gateway.SendAsync("PROPFIND", "/dav/", Here, Header.Basic("anna", $"wrong{i}")))).ToList();

        // Ten are being looked at; all others are refused while these run.
        await Eventually.HoldsAsync(() => burst.Count(task => task.IsCompleted) == 90, "90 of 100 are refused");
        _hasher.MayVerify.Set();
        var answers = await Task.WhenAll(burst);

        Assert.Equal(10, answers.Count(answer => answer.StatusCode == 401));
        Assert.Equal(90, answers.Count(answer => answer.StatusCode == 429 && answer.Headers.RetryAfter == "1"));
        Assert.Equal(10, _hasher.Verified);
    }

    [Fact]
    public async Task Requests_OfOneUserInOneBurst_AreOneAttempt()
    {
        await using var gateway = await StartAsync(("SignIn:FailuresPerAddress", "1"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => StatusAsync(gateway, Right))));
        Assert.All(answers, status => Assert.Equal(207, status));
    }

    [Fact]
    public async Task Request_ForwardedAddress_CountsOnlyFromAKnownProxy()
    {
        await using var direct = await GatewayHost.StartAsync(Tree, ("SignIn:FailuresPerAddress", "1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await ForwardedAsync(direct, "192.0.2.7"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await ForwardedAsync(direct, "192.0.2.8"));

        await using var proxied = await GatewayHost.StartAsync(Tree, ("SignIn:FailuresPerAddress", "1"), ("ForwardedHeaders:KnownProxies:0", "127.0.0.1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await ForwardedAsync(proxied, "192.0.2.7"));
        Assert.Equal(HttpStatusCode.Unauthorized, await ForwardedAsync(proxied, "192.0.2.8"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await ForwardedAsync(proxied, "192.0.2.7"));
    }

    [Fact]
    public async Task Request_Options_IsAnsweredToARefusedAddress()
    {
        await using var gateway = await StartAsync(("SignIn:FailuresPerAddress", "1"));
        Assert.Equal(401, await StatusAsync(gateway, Header.Basic("nobody", "x")));
        Assert.Equal(200, (await gateway.SendAsync("OPTIONS", "/dav/", Here, Header.Basic("nobody", "x"))).StatusCode);
    }

    private static async Task<HttpStatusCode> ForwardedAsync(GatewayHost gateway, string address)
    {
        using var client = gateway.CreateClient("nobody", "wrong");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        using var response = await client.GetAsync("/dav/a.mkv");
        return response.StatusCode;
    }

    private static async Task<int> StatusAsync(InProcessGateway gateway, string? authorization, IPAddress? address = null)
    {
        IHttpResponseFeature response = await gateway.SendAsync("PROPFIND", "/dav/", address ?? Here, authorization);
        return response.StatusCode;
    }

    private Task<InProcessGateway> StartAsync(params (string Key, string? Value)[] settings) =>
        InProcessGateway.StartAsync(GatewayHost.Settings(Tree, settings), _hasher);
}
