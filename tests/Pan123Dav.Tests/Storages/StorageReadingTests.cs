using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Storages;

/// <summary>What a client sees of an account, whatever the way to it.</summary>
public sealed class StorageReadingTests
{
    private static readonly DateTimeOffset Modified = new(2024, 3, 1, 20, 30, 5, TimeSpan.Zero);

    public static TheoryData<StorageKind> Kinds => new(Enum.GetValues<StorageKind>().Where(kind => kind != StorageKind.WebDav));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PropFind_Folder_ShowsSizeTimeAndDigest(StorageKind kind)
    {
        await using var host = await RemoteStorageFixture.StartAsync(kind, ("音乐/第 1 首.txt", "a song"), ("音乐/子/x.txt", "x"));

        var responses = await host.Gateway.ListAsync(RemoteStorageFixture.Url("音乐"));

        Assert.Equal(3, responses.Count);
        var file = responses.Single(response => !response.IsCollection);
        Assert.Equal("第 1 首.txt", file["displayname"]);
        Assert.Equal("6", file["getcontentlength"]);
        Assert.Equal("Fri, 01 Mar 2024 20:30:05 GMT", file["getlastmodified"]);
        Assert.Equal("\"b1ac43c8730205276b1f75ec9cd2d50b\"", file["getetag"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Get_File_HasItsBytesWholeAndInPart(StorageKind kind)
    {
        await using var host = await RemoteStorageFixture.StartAsync(kind, ("a/100% & #7?.txt", "0123456789"), ("a/empty.txt", ""));

        Assert.Equal((HttpStatusCode.OK, "0123456789"), await host.ReadAsync("a/100% & #7?.txt"));
        Assert.Equal((HttpStatusCode.PartialContent, "345"), await host.ReadAsync("a/100% & #7?.txt", "bytes=3-5"));
        Assert.Equal((HttpStatusCode.OK, ""), await host.ReadAsync("a/empty.txt"));
        Assert.Equal(HttpStatusCode.NotFound, (await host.ReadAsync("a/absent.txt")).Status);
        await host.AssertRestServesAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Get_LargeFile_HasItsBytes(StorageKind kind)
    {
        var content = EmulatorContent.PseudoRandom(3_000_000, seed: 6);
        await using var host = await RemoteStorageFixture.StartAsync(kind, account => account.AddFile("a/big.bin", content, Modified));

        using var answer = await host.Gateway.SendAsync("GET", RemoteStorageFixture.Url("a/big.bin"));
        using var client = new HttpClient();
        var bytes = answer.Headers.Location is { } location ? await client.GetByteArrayAsync(location) : await answer.Content.ReadAsByteArrayAsync();

        // 123 binds every other link to whoever asked for it.
        Assert.Equal(kind is StorageKind.DirectLink, answer.StatusCode == HttpStatusCode.Found);
        Assert.Equal(SHA256.HashData(content.ToArray()), SHA256.HashData(bytes));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PropFind_260Members_ShowsThemAllForThreeCalls(StorageKind kind)
    {
        await using var host = await RemoteStorageFixture.StartAsync(kind, account =>
        {
            for (var i = 0; i < 260; i++)
            {
                account.AddFile($"many/{i:d3}", EmulatorContent.Text("x"), Modified);
            }
        });
        await host.NamesAsync("");
        var before = host.Emulator.Calls.Count(host.ListCall);

        var names = await host.NamesAsync("many");

        Assert.Equal(Enumerable.Range(0, 260).Select(i => i.ToString("d3", CultureInfo.InvariantCulture)), names);
        Assert.Equal(3, host.Emulator.Calls.Count(host.ListCall) - before);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Get_EveryListedName_IsTheFileThat123CallsSo(StorageKind kind)
    {
        string[] names = [.. NastyNames.All, "a/b.txt", "bell\a.txt", "tab\t.txt", ".", "..", "same.txt", "same.txt", "same.txt", "\u0085.txt"];
        await using var host = await RemoteStorageFixture.StartAsync(kind, account =>
        {
            for (var i = 0; i < names.Length; i++)
            {
                account.AddFile(account.GetFolder("names"), names[i], EmulatorContent.Text($"content {i:d3}"), Modified);
            }
        });

        var responses = (await host.Gateway.ListAsync(RemoteStorageFixture.Url("names"))).Skip(1).ToArray();
        var contents = new List<string>();
        foreach (var response in responses)
        {
            contents.Add((await host.ReadAsync("names/" + Uri.UnescapeDataString(response.Href[(response.Href.LastIndexOf('/') + 1)..]))).Body);
        }

        Assert.Equal(names.Length, responses.Select(response => response.Href).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, names.Length).Select(i => string.Create(CultureInfo.InvariantCulture, $"content {i:d3}")),
            contents.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PropFind_TrashedAndRejected_AreNotShown(StorageKind kind)
    {
        await using var host = await RemoteStorageFixture.StartAsync(kind, account =>
        {
            account.AddFile("a/good.txt", EmulatorContent.Text("x"), Modified);
            account.Change(account.AddFile("a/trashed.txt", EmulatorContent.Text("x"), Modified), item => item with { Trashed = true });
            account.Change(account.AddFile("a/rejected.txt", EmulatorContent.Text("x"), Modified), item => item with { Status = 101 });
        });
        host.Emulator.Api = host.Emulator.Api with { TrashedEachPage = 5 };

        Assert.Equal(["good.txt"], await host.NamesAsync("a"));
        Assert.Equal(HttpStatusCode.NotFound, (await host.ReadAsync("a/rejected.txt")).Status);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PropFind_Again_AsksNothingUntilTheListingIsOld(StorageKind kind)
    {
        await using var host = await RemoteStorageFixture.StartAsync(kind, ("a/one.txt", "1"));
        Assert.Equal(["one.txt"], await host.NamesAsync("a"));
        var calls = host.Emulator.Calls.Count(host.ListCall);
        host.Account.AddFile("a/two.txt", EmulatorContent.Text("2"), Modified);

        Assert.Equal(["one.txt"], await host.NamesAsync("a"));
        Assert.Equal(calls, host.Emulator.Calls.Count(host.ListCall));
        host.Clock.Advance(TimeSpan.FromSeconds(301));
        await Eventually.HoldsAsync(async () => (await host.NamesAsync("a")).Count == 2);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Get_PageForABrowser_NamesTheMembers(StorageKind kind)
    {
        await using var host = await RemoteStorageFixture.StartAsync(kind, ("a/<b> & 第.txt", "1"));

        using var response = await host.Gateway.SendAsync("GET", RemoteStorageFixture.Url("a") + "/", ("Accept", "text/html"));

        Assert.Contains("&lt;b&gt; &amp; 第.txt", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PropFind_InfiniteDepth_IsRefusedForNoCalls(StorageKind kind)
    {
        await using var host = await RemoteStorageFixture.StartAsync(kind, ("a/b.txt", "1"));
        await Eventually.HoldsAsync(() => host.Emulator.Calls.Total > 0);
        var calls = host.Emulator.Calls.Count(host.ListCall);

        using var response = await host.Gateway.PropFindAsync("/dav/drive/", "infinity");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("propfind-finite-depth", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.InRange(host.Emulator.Calls.Count(host.ListCall), calls, calls + 1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task PropFind_ManyAtOnce_AskForAFolderOnce(StorageKind kind)
    {
        await using var host = await RemoteStorageFixture.StartAsync(kind, ("a/b.txt", "1"));
        await host.NamesAsync("");
        var calls = host.Emulator.Calls.Count(host.ListCall);

        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => host.NamesAsync("a")));

        Assert.Equal(1, host.Emulator.Calls.Count(host.ListCall) - calls);
    }

    [Fact]
    public async Task Traffic_OfDirectLinks_IsWhatTheGatewayHandedOut()
    {
        await using var host = await RemoteStorageFixture.StartAsync(StorageKind.DirectLink, ("a/b.txt", "0123456789"));
        await host.ReadAsync("a/b.txt");
        await host.ReadAsync("a/b.txt", "bytes=0-3");

        Assert.Equal([("/13/a/b.txt", 10L), ("/13/a/b.txt", 4L)], host.Emulator.Traffic.Select(entry => (entry.Path, entry.Bytes)));
        Assert.Equal(1, host.Emulator.Calls.Count(EmulatorEndpoint.DirectLinkUrl));
        Assert.Equal(1, host.Emulator.Calls.TokensIssued);
    }

    [Theory]
    [InlineData(StorageKind.Download)]
    [InlineData(StorageKind.Share)]
    [InlineData(StorageKind.Personal)]
    public async Task Get_AfterTheLinksTime_ResolvesItAgain(StorageKind kind)
    {
        await using var host = await RemoteStorageFixture.StartAsync(kind, ("a/b.txt", "text"));
        await host.ReadAsync("a/b.txt");
        await host.ReadAsync("a/b.txt");
        var once = host.Emulator.Calls.Count(host.LinkCall);
        host.Clock.Advance(TimeSpan.FromMinutes(61));

        Assert.Equal((HttpStatusCode.OK, "text"), await host.ReadAsync("a/b.txt"));
        Assert.Equal((1, 2), (once, host.Emulator.Calls.Count(host.LinkCall)));
    }
}
