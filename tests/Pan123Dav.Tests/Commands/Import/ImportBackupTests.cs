using System.Text.Json.Nodes;
using Pan123Dav.Gateway;
using Pan123Dav.Tests.Gateway;

namespace Pan123Dav.Tests.Commands.Import;

/// <summary>What a backup of AList or OpenList has beside its storages.</summary>
public sealed class ImportBackupTests : ImportBackupTest
{
    private const string FolderPassword = "f0lder-password";

    [Fact]
    public async Task Import_Users_AreTakenOverWithoutAPasswordThatAnybodyKnows()
    {
        var run = await RunAsync(Backup(
            [
                User("admin", 2, permission: 0xFFFF), User("kid", 0, "/动画"), User("old", 0, disabled: true), User("guest", 1),
                User("roled", new JsonArray(2, 7)), User("texted", "2"),
            ],
            []));

        var options = Options(run.Output);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [("admin", true, "/"), ("kid", false, "/动画"), ("roled", true, "/"), ("texted", true, "/")],
            options.Users.Select(user => (user.Name, user.Admin, string.Join(',', user.Paths))));
        Assert.All(options.Users, user => Assert.True(user.Password is null && user.PasswordHash is not null));
        Assert.Equal(4, options.Users.Select(user => user.PasswordHash).Distinct().Count());
        Assert.Contains("users[0]: warning password: admin comes without a password", run.Error, StringComparison.Ordinal);
        Assert.Contains("hash-password", run.Error, StringComparison.Ordinal);
        Assert.Contains("users[1]: warning base-path: kid ", run.Error, StringComparison.Ordinal);
        Assert.Contains("users[2]: warning disabled: old ", run.Error, StringComparison.Ordinal);
        Assert.Contains("users[3]: warning guest: guest ", run.Error, StringComparison.Ordinal);
        Assert.Contains("users[4]: warning role: roled has the role 7", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_Metas_BecomeAccessRulesThatShowNobodyMore()
    {
        var run = await RunAsync(Backup(
            [User("admin", 2), User("friend", 0, permission: 2), User("kid", 0)],
            [
                Meta("/films/private", password: FolderPassword, hide: "\\.nfo$\r\n\n(?i)sample\n"),
                Meta("/films", hide: "^\\.", hSub: true, readme: "hello", write: true),
                Meta("/nas/elsewhere", hide: "x"),
            ]));

        var rules = Options(run.Output).Access;
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["/films/private", "/films"], rules.Select(rule => rule.Path.ToString()));
        Assert.Equal(["admin", "friend"], rules[0].Users);
        Assert.Equal(["\\.nfo$", "(?i)sample"], rules[0].Hide!.Select(pattern => pattern.ToString()));
        Assert.Empty(rules[1].Users);
        Assert.Contains("metas[0]: warning folder-password: /films/private ", run.Error, StringComparison.Ordinal);
        Assert.Contains("metas[0]: warning hide: /films/private hides names", run.Error, StringComparison.Ordinal);
        Assert.Contains("metas[1]: warning no-counterpart: /films has \"readme\"", run.Error, StringComparison.Ordinal);
        Assert.Contains("metas[1]: warning no-counterpart: /films has \"write\"", run.Error, StringComparison.Ordinal);
        Assert.Contains("metas[2]: warning no-counterpart: /nas/elsewhere ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(FolderPassword, run.Output + run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[:digit:]]+")]
    [InlineData("(?P<n>x)")]
    [InlineData("(")]
    public async Task Import_PatternThatDotNetReadsOtherwise_IsAnErrorAndNotDropped(string pattern)
    {
        var run = await RunAsync(Backup([], [Meta("/films", hide: pattern)]));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("metas[0]: error hide: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(pattern, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FolderPasswordThatNobodyIsSpared_IsAnError()
    {
        var run = await RunAsync(Backup([User("kid", 0)], [Meta("/films", password: FolderPassword)]));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("metas[0]: error folder-password: /films ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OtherSections_AreNamed()
    {
        var backup = Backup([], []);
        backup["settings"] = new JsonArray(new JsonObject { ["key"] = "token", ["value"] = Key });
        backup["sharings"] = new JsonArray(1, 2);
        backup["users"] = null;
        backup["metas"] = "x";

        var run = await RunAsync(backup);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("settings: warning no-counterpart: What stands under \"settings\" (1)", run.Error, StringComparison.Ordinal);
        Assert.Contains("sharings: warning no-counterpart: What stands under \"sharings\" (2)", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("users", "[7]", "users[0]: error format")]
    [InlineData("users", "[{}]", "users[0]: error format")]
    [InlineData("users", """[{"username":"\ud800"}]""", "users[0]: error json")]
    [InlineData("users", """[{"username":"a:b"}]""", "Pan123Dav:Users:0:Name: error")]
    [InlineData("users", """[{"username":"a","base_path":"/../b"}]""", "Pan123Dav:Users:0:Paths:0: error")]
    [InlineData("users", """[{"username":"a"},{"username":"a"}]""", "Pan123Dav:Users:1:Name: error")]
    [InlineData("metas", "[null]", "metas[0]: error format")]
    [InlineData("metas", """[{"path":"/../films","hide":"x"}]""", "metas[0]: error format")]
    [InlineData("metas", """[{"path":"/films","hide":"\udc00"}]""", "metas[0]: error json")]
    [InlineData("metas", """[{"path":"/films","hide":"x"},{"path":"films","hide":"y"}]""", "Pan123Dav:Access:1:Path: error")]
    [InlineData("more\\ud800", "[1]", "error json")]
    public async Task Import_MalformedOrHostileSection_IsAClearError(string section, string json, string expected)
    {
        var storages = Backup([], [])["storages"]!.ToJsonString();

        var run = await RunAsync($$"""{"storages":{{storages}},"{{section}}":{{json}}}""");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_TokenModeOfAList_IsRefusedInItsOwnWords()
    {
        var run = await RunAsync(new JsonArray(Storage(
            "123 Open",
            "/",
            new JsonObject { ["auth_mode"] = "token", ["client_id"] = "id", ["client_secret"] = "se", ["access_token"] = Key, ["refresh_token"] = Key })));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("auth_mode", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, run.Output + run.Error, StringComparison.Ordinal);
    }

    private static GatewayOptions Options(string output) => GatewayJson.Good(JsonNode.Parse(output)!);
}
