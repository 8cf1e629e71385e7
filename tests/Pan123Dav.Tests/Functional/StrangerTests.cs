using System.Net;
using System.Security.Cryptography;
using Pan123Dav.Tests.Authentication;
using Pan123Dav.Tests.Authentication.Passwords;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Functional;

public sealed class StrangerTests
{
    private const int Warm = 50_000;
    private const int Requests = 1_000_000;
    // Other tests run beside this one in the same process. A request that left a hundred bytes behind would show as 100 MB.
    private const long Slack = 64 << 20;

    private static readonly byte[] Here = [203, 0, 113, 7];

    [Fact]
    public async Task Requests_AMillionFromStrangers_MintNoLinkAndLeaveMemoryFlat()
    {
        await using var gateway = await InProcessGateway.StartAsync(
            new Dictionary<string, string?>(GatewayHost.Settings("a.mkv:1:1694101621:https://vip.123pan.cn/13/1",
                ("Jwt:SigningKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))))
            {
                // What is logged is kept in memory here.
                ["Logging:LogLevel:Default"] = "None",
            },
            new CountingHasher());

        await SendAsync(gateway, 0, Warm);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await SendAsync(gateway, Warm, Requests);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 0, before + Slack);
        Assert.Equal(207, (await gateway.SendAsync("PROPFIND", "/dav/", IPAddress.Loopback, Header.Basic(GatewayHost.User, GatewayHost.Password))).StatusCode);
    }

    private static Task SendAsync(InProcessGateway gateway, int from, int to) =>
        Parallel.ForAsync(from, to, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, async (i, _) =>
        {
            var (method, address, authorization) = Request(i);
            var response = await gateway.SendAsync(method, "/dav/a.mkv", new IPAddress(address), authorization);

            // Content is delivered by a redirect, a stream or nothing: neither has such a status.
            var expected = method == "OPTIONS" ? response.StatusCode == 200 : response.StatusCode is 401 or 429;
            Assert.True(expected && response.Headers.Location.Count == 0, $"{method} {i}: {response.StatusCode}");
        });

    // Addresses that come once, networks that come once, and one address that never stops.
    private static (string Method, byte[] Address, string? Authorization) Request(int i) => (i % 8) switch
    {
        0 => ("GET", Address(i), null),
        1 => ("GET", Address(i), Header.Basic(GatewayHost.User, $"wrong{i}")),
        2 => ("GET", Here, Header.Basic(GatewayHost.User, $"wrong{i}")),
        3 => ("GET", Here, "Basic %%%"),
        4 => ("GET", Address(i), i % 64 == 4 ? $"Bearer eyJhbGciOiJIUzI1NiJ9.e30.{i}" : $"Bearer nonsense{i}"),
        5 => ("PROPFIND", Network(i), null),
        6 => ("OPTIONS", Address(i), Header.Basic(GatewayHost.User, $"wrong{i}")),
        _ => ("HEAD", Network(i), Header.Basic($"name{i}", "x")),
    };

    private static byte[] Address(int i) => [10, (byte)(i >> 16), (byte)(i >> 8), (byte)i];

    private static byte[] Network(int i) => [0x20, 0x01, 0x0d, 0xb8, 0, (byte)(i >> 16), (byte)(i >> 8), (byte)i, .. Address(i), .. Address(i)];
}
