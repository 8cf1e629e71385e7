using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Pan123Dav.Storage.Views;
using static Pan123Dav.Tests.Access.AccessHost;

namespace Pan123Dav.Tests.Access;

public sealed class HideTests
{
    private const string Tree = """
        a:
          Sample:
            x.mkv:1:1694101621:https://vip.123pan.cn/13/1
          film.nfo:1:1694101621:https://vip.123pan.cn/13/2
          film.mkv:1:1694101621:https://vip.123pan.cn/13/3
          keep:
            film.nfo:1:1694101621:https://vip.123pan.cn/13/4
            secret.txt:1:1694101621:https://vip.123pan.cn/13/5
        b:
          film.nfo:1:1694101621:https://vip.123pan.cn/13/6
        """;

    [Fact]
    public async Task Hide_NamesAnywhereBelow_LookAbsentWithAllBelowThem()
    {
        await using var gateway = await AccessHost.StartAsync(Tree, ("Access:0:Path", "/a"),
            ("Access:0:Hide:0", @"\.nfo$"), ("Access:0:Hide:1", "^(?i)sample$"));

        Assert.Equal(["/a/film.mkv", "/a/keep/", "/a/keep/secret.txt"], await gateway.ListAsync(Anna, "/a", "infinity"));
        await gateway.AssertLooksAbsentAsync(Anna, "/a/Sample");
        await gateway.AssertLooksAbsentAsync(Anna, "/a/Sample/x.mkv");
        await gateway.AssertLooksAbsentAsync(Anna, "/a/film.nfo");
        await gateway.AssertLooksAbsentAsync(Anna, "/a/keep/film.nfo");
        Assert.Equal(["/b/film.nfo"], await gateway.ListAsync(Anna, "/b"));
    }

    [Fact]
    public async Task Hide_DeeperList_ReplacesTheOneAbove()
    {
        await using var gateway = await AccessHost.StartAsync(Tree,
            ("Access:0:Path", "/"), ("Access:0:Hide:0", "nfo"), ("Access:1:Path", "/a/keep"),
            ("Access:1:Hide:0", "secret"), ("Access:2:Path", "/b"), ("Access:2:Users:0", "*"));

        Assert.Equal(["/a/keep/film.nfo"], await gateway.ListAsync(Anna, "/a/keep"));
        await gateway.AssertLooksAbsentAsync(Anna, "/a/keep/secret.txt");
        await gateway.AssertLooksAbsentAsync(Anna, "/a/film.nfo");

        // A rule that only names users leaves hiding to the rule above.
        Assert.Empty(await gateway.ListAsync(Anna, "/b"));
    }

    [Fact]
    public async Task Hide_CollectionWithADeeperRule_StaysHidden()
    {
        await using var gateway = await AccessHost.StartAsync(Tree,
            ("Access:0:Hide:0", "^keep$"), ("Access:1:Path", "/a/keep"), ("Access:1:Users:0", "*"), ("Access:1:Hide:0", "never"));

        await gateway.AssertLooksAbsentAsync(Anna, "/a/keep");
        await gateway.AssertLooksAbsentAsync(Anna, "/a/keep/secret.txt");
    }

    [Fact]
    public async Task Hide_Mount_IsHiddenByItsName()
    {
        await using var gateway = await AccessHost.StartAsync(Tree,
            ("Mounts:1:Path", "/c/vault"), ("Mounts:1:Type", "UrlTree"),
            ("Mounts:1:OriginUrls", "v.mkv:1:https://vip.123pan.cn/13/9"), ("Access:0:Hide:0", "vault"));

        await gateway.AssertLooksAbsentAsync(Anna, "/c/vault");
        await gateway.AssertLooksAbsentAsync(Anna, "/c/vault/v.mkv");
        Assert.Empty(await gateway.ListAsync(Anna, "/c"));
    }

    [Fact]
    public async Task Hide_NameInFormD_IsFoundByAPatternInFormC()
    {
        await using var gateway = await AccessHost.StartAsync("e\u0301tude.flac:1:1694101621:https://vip.123pan.cn/13/1", ("Access:0:Hide:0", "^\u00e9tude"));

        Assert.Empty(await gateway.ListAsync(Anna, "/"));
        await gateway.AssertLooksAbsentAsync(Anna, "/%C3%A9tude.flac");
        await gateway.AssertLooksAbsentAsync(Anna, "/e%CC%81tude.flac");
    }

    [Fact]
    public async Task Hide_PatternThatBacktracksForAges_HidesTheNameAndIsNoError()
    {
        // The lookahead keeps it from being matched without backtracking.
        var name = new string('a', 60) + "!";
        await using var gateway = await AccessHost.StartAsync($"{name}:1:1694101621:https://vip.123pan.cn/13/1\nb:1:1694101621:https://vip.123pan.cn/13/2",
            ("Access:0:Hide:0", "^(?=a)(a+)+$"));
        var watch = Stopwatch.StartNew();

        Assert.Equal(["/b"], await gateway.ListAsync(Anna, "/"));
        using var response = await gateway.SendAsync(Anna, "GET", "/" + name);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|aa)*$")]
    public void Contains_PatternOfNestedRepetition_TakesNoLongTime(string pattern)
    {
        Assert.True(HiddenNames.TryCompile(pattern + "x", out var compiled, out _));
        var hidden = new HiddenNames([compiled!], NullLogger.Instance);
        var watch = Stopwatch.StartNew();

        Assert.False(hidden.Contains(Encoding.UTF8.GetBytes(new string('a', 5_000))));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[a")]
    [InlineData("*")]
    [InlineData(@"\")]
    public void TryCompile_Nonsense_IsToldWithItsPlace(string pattern)
    {
        Assert.False(HiddenNames.TryCompile(pattern, out var compiled, out var problem));
        Assert.Null(compiled);
        Assert.Contains("at character", problem, StringComparison.Ordinal);
    }
}
