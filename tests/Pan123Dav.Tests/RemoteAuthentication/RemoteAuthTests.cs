using Pan123Dav.Links.RemoteAuthentication;

namespace Pan123Dav.Tests.RemoteAuthentication;

public sealed class RemoteAuthTests
{
    [Theory]
    [InlineData("films/b.mkv")]
    [InlineData("films/a%20b.mkv")]
    [InlineData("%E9%9F%B3%E4%B9%90/%E7%AC%AC%201%20%E9%9B%86.flac")]
    public async Task Ask_ForAFreshLink_IsGrantedInBothForms(string file)
    {
        await using var gateway = await RemoteAuth.StartAsync();
        var link = await RemoteAuth.GetLinkAsync(gateway, file);

        Assert.Matches(@"\?auth_key=[^&]+&pd=[A-Za-z0-9_-]+$", link);
        Assert.Equal((200, 200), (await RemoteAuth.AskAsync(gateway, link), await RemoteAuth.AskAsync(gateway, link, isEscaped: true)));
        Assert.Equal(200, await RemoteAuth.AskRawAsync(gateway, $"remote_addr={RemoteAuth.Home}&request_uri={link}", "HEAD"));
        Assert.Equal(3, await RemoteAuth.CountAsync(gateway, "granted"));
    }

    [Fact]
    public async Task Ask_WhateverTheVisitorAddsToTheLink_TheFirstCounts()
    {
        await using var gateway = await RemoteAuth.StartAsync(("RemoteAuthentication:MaxAddresses", "1"));
        var link = await RemoteAuth.GetLinkAsync(gateway);
        Assert.Equal(200, await RemoteAuth.AskAsync(gateway, link));

        Assert.Equal(403, await RemoteAuth.AskAsync(gateway, link + $"&remote_addr={RemoteAuth.Home}", "203.0.113.9"));
        Assert.Equal(200, await RemoteAuth.AskAsync(gateway, link + "&pd=x&auth_key=1-2-3-4&request_uri=/x&remote_addr=203.0.113.9"));
        Assert.Equal(200, await RemoteAuth.AskRawAsync(gateway, $"x=1&remote_addr={RemoteAuth.Home}&remote_addr=203.0.113.9&y&request_uri={link}"));
        Assert.Equal(403, await RemoteAuth.AskRawAsync(gateway, $"request_uri={link}&remote_addr={RemoteAuth.Home}"));
        Assert.Equal(403, await RemoteAuth.AskRawAsync(gateway, $"request_uri={Uri.EscapeDataString(link)}&remote_addr={RemoteAuth.Home}"));
    }

    [Fact]
    public async Task Ask_WithAnythingWrong_Is403WithAReason()
    {
        await using var gateway = await RemoteAuth.StartAsync();
        var link = await RemoteAuth.GetLinkAsync(gateway);
        var other = await RemoteAuth.GetLinkAsync(gateway, "films/a%20b.mkv");
        var (authKey, ticket) = (link.Split('?', '&')[1], link.Split('&')[1]);
        var unsigned = link.Split('?')[0];
        var cases = new (string Link, string Reason)[]
        {
            (unsigned, "signature"),
            ($"{unsigned}?{ticket}", "signature"),
            ($"{unsigned}?{authKey}", "ticket"),
            ($"{unsigned}?{authKey}&pd=", "ticket"),
            ($"{unsigned}?{authKey}&pd=!!!", "ticket"),
            ($"{unsigned}?{authKey}&{other.Split('&')[1]}", "ticket"),
            ($"{unsigned}?{authKey}&{ticket}A", "ticket"),
            ($"{unsigned}?{authKey}&pd={new string('A', 3000)}", "ticket"),
            ($"/13/films/other.mkv?{authKey}&{ticket}", "signature"),
            (link.Replace("auth_key=1", "auth_key=2", StringComparison.Ordinal), "signature"),
            (link.Replace("auth_key=1", "auth_key=0", StringComparison.Ordinal), "expired"),
        };
        foreach (var (wrong, reason) in cases)
        {
            var before = await RemoteAuth.CountAsync(gateway, reason);
            Assert.Equal((wrong, 403), (wrong, await RemoteAuth.AskAsync(gateway, wrong)));
            Assert.Equal((wrong, before + 1), (wrong, await RemoteAuth.CountAsync(gateway, reason)));
        }

        foreach (var query in new[]
        {
            "", "&", "request_uri=", $"remote_addr=&request_uri={link}", $"remote_addr=1.2.3&request_uri={link}", $"remote_addr=1.2.3.4:80&request_uri={link}",
            $"remote_addr=fe80::1%25eth0&request_uri={link}",
            $"remote_addr=1.2.3.4&request_uri=https://vip.123pan.cn{link}", $"remote_addr=1.2.3.4&request_uri=%2F%zz",
            $"Remote_Addr=1.2.3.4&request_uri={link}", $"remote_addr=1.2.3.4&Request_Uri={link}", $"remote_addr=1.2.3.4",
        })
        {
            Assert.Equal((query, 403), (query, await RemoteAuth.AskRawAsync(gateway, query)));
        }

        Assert.Equal(403, await RemoteAuth.AskRawAsync(gateway, $"remote_addr=1.2.3.4&request_uri={link}", "POST"));
        Assert.Equal(13, await RemoteAuth.CountAsync(gateway, "malformed"));
        Assert.DoesNotContain("remote-auth", gateway.LogText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/remote-auth")]
    [InlineData("PUT", "/remote-auth")]
    [InlineData("DELETE", "/remote-auth")]
    [InlineData("OPTIONS", "/remote-auth")]
    [InlineData("PROPFIND", "/remote-auth")]
    [InlineData("PATCH", "/remote-auth")]
    [InlineData("GET", "/remote-auth/below")]
    [InlineData("GET", "/Remote-Auth/x/")]
    public async Task Ask_ByAnotherMethodOrBelow_Is403WhateverItSays(string method, string path)
    {
        await using var gateway = await RemoteAuth.StartAsync();
        var query = $"remote_addr={RemoteAuth.Home}&request_uri={await RemoteAuth.GetLinkAsync(gateway)}";

        var answer = await RawResponse.SendAsync(gateway.Address, method, $"{path}?{query}", null, []);

        Assert.Equal((403, ""), (answer.Status, answer.Body));
        Assert.Contains("Cache-Control: no-store", answer.Head, StringComparison.Ordinal);
        Assert.Equal(200, await RemoteAuth.AskRawAsync(gateway, query));
    }

    [Fact]
    public async Task Ask_FromAThirdAddress_Is403AndOneWarning()
    {
        var log = "";
        await using (var gateway = await RemoteAuth.StartAsync())
        {
            var link = await RemoteAuth.GetLinkAsync(gateway);
            foreach (var (visitor, status) in new[]
            {
                (RemoteAuth.Home, 200), ("2001:db8:1:2::3", 200), ("203.0.113.9", 403), ("203.0.113.10", 403), ("2001:db8:1:3::3", 403),
                ($"::ffff:{RemoteAuth.Home}", 200), ("2001%3Adb8%3A1%3A2%3Affff%3A%3A1", 200), (RemoteAuth.Home, 200),
            })
            {
                Assert.Equal((visitor, status), (visitor, await RemoteAuth.AskAsync(gateway, link, visitor)));
            }

            Assert.Equal(200, await RemoteAuth.AskAsync(gateway, await RemoteAuth.GetLinkAsync(gateway), "203.0.113.9"));
            log = await StopAndReadLogAsync(gateway);
        }

        Assert.Single(log.Split('\n'), line => line.Contains("was passed on: 3 addresses", StringComparison.Ordinal)
            && line.Contains("/films/b.mkv", StringComparison.Ordinal) && line.Contains(GatewayHost.User, StringComparison.Ordinal));
        Assert.DoesNotContain("pd=", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_WithoutRemoteAuthentication_AreAsBefore()
    {
        await using var gateway = await RemoteAuth.StartAsync(("RemoteAuthentication:Enabled", "false"));
        var link = await RemoteAuth.GetLinkAsync(gateway);

        Assert.DoesNotContain("pd=", link, StringComparison.Ordinal);
        Assert.Equal(403, await RemoteAuth.AskAsync(gateway, link));
        Assert.Equal(1, await RemoteAuth.CountAsync(gateway, "disabled"));

        await gateway.ReloadAsync(("Pan123Dav:RemoteAuthentication:Enabled", "true"));
        Assert.Equal(200, await RemoteAuth.AskAsync(gateway, await RemoteAuth.GetLinkAsync(gateway)));
    }

    [Theory]
    [InlineData("UrlTree")]
    [InlineData("DirectLink")]
    public async Task Links_ThatNobodySigns_StayAsTheyAre(string type)
    {
        await using var gateway = await RemoteAuth.StartAsync(("Mounts:0:Type", type), ("Mounts:0:PrivateKey", null), ("Mounts:0:Uid", null));

        Assert.DoesNotContain("pd=", await RemoteAuth.GetLinkAsync(gateway), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_ToAPathOf200_StaysBelow512()
    {
        var name = string.Concat(Enumerable.Repeat("0123456789", 17));
        var tree = $"""
            films of last summer and autumn:
              {name}.mkv:100:1694101621:https://1817754570.cdn.123clouddisk.com/1817754570/films/{name}.mkv
              {name[..150]}:100:1694101621:https://1817754570.cdn.123clouddisk.com/1817754570/{new string('x', 180)}
            """;
        await using var gateway = await GatewayHost.StartAsync(tree, ("RemoteAuthentication:Enabled", "true"), ("Mounts:0:Uid", "1817754570"));
        foreach (var file in new[] { name + ".mkv", name[..150] })
        {
            using var response = await gateway.SendAsync("GET", "/dav/films of last summer and autumn/" + file);
            var location = response.Headers.Location!.OriginalString;
            Assert.InRange(location.Length, 300, 511);
            Assert.Equal(200, await RemoteAuth.AskAsync(gateway, location[location.IndexOf("/1817754570/", StringComparison.Ordinal)..]));
        }
    }

    [Fact]
    public async Task Link_OfAPlayer_LivesTwelveHours()
    {
        await using var gateway = await RemoteAuth.StartAsync();
        using var response = await gateway.SendAsync("GET", "/dav/films/b.mkv", ("User-Agent", "VLC/3.0.24"));

        Assert.Equal(TimeSpan.FromMinutes((12 * 60) - 1), response.Headers.CacheControl!.MaxAge);
    }

    [Fact]
    public async Task Judge_KnownLink_AllocatesNextToNothing()
    {
        await using var gateway = await RemoteAuth.StartAsync();
        var authenticator = gateway.Services.GetRequiredService<RemoteAuthenticator>();
        var query = $"remote_addr={RemoteAuth.Home}&request_uri={await RemoteAuth.GetLinkAsync(gateway)}";
        Assert.Equal(RemoteAuthReason.Granted, authenticator.Judge(query));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            authenticator.Judge(query);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, 0, 256);
    }

    private static async Task<string> StopAndReadLogAsync(GatewayHost gateway)
    {
        await Eventually.HoldsAsync(() => gateway.LogText.Contains("was passed on", StringComparison.Ordinal));
        return gateway.LogText;
    }
}
