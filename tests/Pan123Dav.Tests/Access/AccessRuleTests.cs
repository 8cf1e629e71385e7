using System.Net;
using static Pan123Dav.Tests.Access.AccessHost;

namespace Pan123Dav.Tests.Access;

public sealed class AccessRuleTests
{
    private const string Tree = """
        films:
          2024:
            a.mkv:1:1694101621:https://vip.123pan.cn/13/1
          private:
            shared:
              s.mkv:1:1694101621:https://vip.123pan.cn/13/2
            p.mkv:1:1694101621:https://vip.123pan.cn/13/3
        music:
          m.flac:1:1694101621:https://vip.123pan.cn/13/4
        top.txt:1:1694101621:https://vip.123pan.cn/13/5
        """;

    [Fact]
    public async Task Users_SubtreeOfAnother_LooksAbsentToTheRest()
    {
        await using var gateway = await AccessHost.StartAsync(Tree, ("Access:0:Path", "/films/private"), ("Access:0:Users:0", Anna));

        await gateway.AssertLooksAbsentAsync(Ben, "/films/private");
        await gateway.AssertLooksAbsentAsync(Ben, "/films/private/p.mkv");
        Assert.Equal(["/films/2024/"], await gateway.ListAsync(Ben, "/films"));
        Assert.DoesNotContain(await gateway.ListAsync(Ben, "/", "infinity"), href => href.Contains("private", StringComparison.Ordinal));
        Assert.Equal(["/films/2024/", "/films/private/"], await gateway.ListAsync(Anna, "/films"));
        using var found = await gateway.SendAsync(Anna, "GET", "/films/private/p.mkv");
        Assert.Equal(HttpStatusCode.Found, found.StatusCode);
    }

    [Fact]
    public async Task Users_DeeperRule_DecidesAndItsParentsStayWalkable()
    {
        await using var gateway = await AccessHost.StartAsync(Tree,
            ("Access:0:Path", "/"), ("Access:0:Users:0", Anna), ("Access:1:Path", "/films/private/shared"), ("Access:1:Users:0", "*"));

        Assert.Equal(["/films/", "/films/private/", "/films/private/shared/", "/films/private/shared/s.mkv"], await gateway.ListAsync(Ben, "/", "infinity"));
        Assert.Equal(["/films/private/"], await gateway.ListAsync(Ben, "/films"));
        await gateway.AssertLooksAbsentAsync(Ben, "/films/private/p.mkv");
        await gateway.AssertLooksAbsentAsync(Ben, "/top.txt");
        Assert.Equal(3, (await gateway.ListAsync(Anna, "/")).Length);
    }

    [Fact]
    public async Task Users_NobodyButAnother_LeavesAnEmptyRoot()
    {
        await using var gateway = await AccessHost.StartAsync(Tree, ("Access:0:Users:0", Anna));

        Assert.Empty(await gateway.ListAsync(Ben, "/", "infinity"));
        await gateway.AssertLooksAbsentAsync(Ben, "/films");
    }

    [Fact]
    public async Task Users_AndPaths_MustBothAllow()
    {
        await using var gateway = await AccessHost.StartAsync(Tree,
            ("Users:1:Paths:0", "/films/private"), ("Users:2:Paths:0", "/films"), ("Access:0:Path", "/films/private"), ("Access:0:Users:0", Ben));

        // What anna may see by Paths is another's by rule, so not even the way there is left.
        Assert.Empty(await gateway.ListAsync(Anna, "/", "infinity"));
        await gateway.AssertLooksAbsentAsync(Anna, "/films");
        Assert.Equal(["/films/"], await gateway.ListAsync(Ben, "/"));
        Assert.Equal(["/films/2024/", "/films/private/"], await gateway.ListAsync(Ben, "/films"));
        await gateway.AssertLooksAbsentAsync(Ben, "/music");
    }

    [Fact]
    public async Task Users_NestedMount_IsUnderTheRulesOfThePathItStandsAt()
    {
        await using var gateway = await AccessHost.StartAsync(Tree,
            ("Mounts:1:Path", "/films/private/shared/vault"), ("Mounts:1:Type", "UrlTree"), ("Mounts:1:OriginUrls", "v.mkv:1:https://vip.123pan.cn/13/9"),
            ("Access:0:Path", "/films/private/shared/vault"), ("Access:0:Users:0", Anna));

        await gateway.AssertLooksAbsentAsync(Ben, "/films/private/shared/vault");
        await gateway.AssertLooksAbsentAsync(Ben, "/films/private/shared/vault/v.mkv");
        Assert.Equal(["/films/private/shared/s.mkv"], await gateway.ListAsync(Ben, "/films/private/shared"));
        Assert.Equal(["/films/private/shared/s.mkv", "/films/private/shared/vault/"], await gateway.ListAsync(Anna, "/films/private/shared"));
    }

    [Fact]
    public async Task Users_ChangedByReload_HoldAtOnce()
    {
        await using var gateway = await AccessHost.StartAsync(Tree, ("Access:0:Path", "/music"), ("Access:0:Users:0", "*"));
        Assert.Equal(["/music/m.flac"], await gateway.ListAsync(Ben, "/music"));

        await gateway.ReloadAsync(("Access:0:Users:0", Anna));

        await gateway.AssertLooksAbsentAsync(Ben, "/music");
        Assert.Equal(["/music/m.flac"], await gateway.ListAsync(Anna, "/music"));
    }

    [Fact]
    public async Task Page_OfAParent_ShowsOnlyWhatIsAllowed()
    {
        await using var gateway = await AccessHost.StartAsync(Tree, ("Access:0:Path", "/films/private"),
            ("Access:0:Users:0", Anna), ("Access:1:Hide:0", "^top"));

        using var films = await gateway.SendAsync(Ben, "GET", "/films", ("Accept", "text/html"));
        using var root = await gateway.SendAsync(Ben, "GET", "/?format=text");

        Assert.DoesNotContain("private", await films.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("top", await root.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
