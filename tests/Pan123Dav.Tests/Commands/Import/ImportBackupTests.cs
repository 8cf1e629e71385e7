using System.Text;
using System.Text.Json.Nodes;
using Pan123Dav.Configuration;
using Pan123Dav.Gateway;
using Pan123Dav.Tests.Commands;
using Pan123Dav.Tests.Configuration;
using Pan123Dav.Tests.Gateway;

namespace Pan123Dav.Tests.Commands.Import;

/// <summary>What a backup of AList or OpenList has beside its storages, and <c>--write</c>.</summary>
public sealed class ImportBackupTests : IDisposable
{
    private const string Key = "pr1vate-key";
    private const string FolderPassword = "f0lder-password";
    private const string Tree = "电影:\n  1.mkv:5:1694101621:https://vip.123pan.cn/18446744073709551615/1.mkv\n";

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

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
    public async Task Write_EmptyFolderName_IsAUsageError() => Assert.Equal(2, (await RunAsync("[]", "--write", "")).ExitCode);

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

    [Fact]
    public async Task Write_Backup_MakesFilesThatPassTheCheck()
    {
        var target = Path.Combine(_folder, "new", "drive");
        var run = await RunAsync(Backup([User("admin", 2)], [Meta("/films", hide: "^\\.")]), "--write", target);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["appsettings.json", "tree-films.txt"], Directory.GetFiles(target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Tree, await File.ReadAllTextAsync(Path.Combine(target, "tree-films.txt"), TestContext.Current.CancellationToken));
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.All(Directory.GetFiles(target), path => Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == Own));
        Assert.Contains($"Written: {Path.Combine(target, "appsettings.json")}\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, run.Output + run.Error, StringComparison.Ordinal);
        var (options, errors) = Read(target);
        Assert.Empty(errors);
        Assert.Equal((ulong.MaxValue, Path.Combine(target, "tree-films.txt")), (options!.Mounts[0].Uid, options.Mounts[0].OriginUrlsFile));
        Assert.Equal(0, (await CommandRun.OfAsync("check", Path.Combine(target, "tree-films.txt"))).ExitCode);
    }

    [Fact]
    public async Task Write_ListOfStorages_GetsAnOwnerWhoCannotSignInYet()
    {
        var storages = new JsonArray(
            Storage("UrlTree", "/", new JsonObject { ["url_structure"] = Tree }), Storage("UrlTree", "/a/b c", new JsonObject { ["url_structure"] = Tree }),
            Storage("UrlTree", "/a-b?c", new JsonObject { ["url_structure"] = Tree }));

        var run = await RunAsync(storages, "--write", _folder);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("warning password: There is no user to take over, so admin was added", run.Error, StringComparison.Ordinal);
        Assert.Equal("admin", Assert.Single(Read(_folder).Options!.Users).Name);
        Assert.Equal(
            ["appsettings.json", "backup.json", "tree-a-b-c-2.txt", "tree-a-b-c.txt", "tree.txt"],
            Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("appsettings.json")]
    [InlineData("tree-films.txt")]
    public async Task Write_FileThatIsThere_IsKeptAndNothingIsWritten(string name)
    {
        var target = Directory.CreateDirectory(Path.Combine(_folder, "t")).FullName;
        await File.WriteAllTextAsync(Path.Combine(target, name), "mine", TestContext.Current.CancellationToken);

        var run = await RunAsync(Backup([], []), "--write", target);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{Path.Combine(target, name)}: error exists: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(name, Assert.Single(Directory.GetFiles(target).Select(Path.GetFileName)));
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(target, name), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Write_FolderThatIsAFile_IsAClearError()
    {
        var target = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(target, "mine", TestContext.Current.CancellationToken);

        var run = await RunAsync(Backup([], []), "--write", target);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{target}: error file: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_BadTree_IsToldAtTheFileThatWasWritten()
    {
        var run = await RunAsync(new JsonArray(Storage("UrlTree", "/", new JsonObject { ["url_structure"] = "\tno link" })), "--write", _folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{Path.Combine(_folder, "tree.txt")}:1:1: error ", run.Error, StringComparison.Ordinal);
    }

    private static JsonObject User(string name, JsonNode role, string basePath = "/", int permission = 0, bool disabled = false) => new()
    {
        ["id"] = 1,
        ["username"] = name,
        ["password"] = "",
        ["base_path"] = basePath,
        ["role"] = role,
        ["disabled"] = disabled,
        ["permission"] = permission,
        ["sso_id"] = "",
    };

    private static JsonObject Meta(string path, string password = "", string hide = "", bool hSub = false, string readme = "", bool write = false) => new()
    {
        ["id"] = 1,
        ["path"] = path,
        ["password"] = password,
        ["p_sub"] = false,
        ["write"] = write,
        ["w_sub"] = false,
        ["hide"] = hide,
        ["h_sub"] = hSub,
        ["readme"] = readme,
        ["r_sub"] = false,
    };

    private static JsonObject Storage(string driver, string path, JsonObject addition) =>
        new() { ["mount_path"] = path, ["driver"] = driver, ["addition"] = addition.ToJsonString() };

    private static JsonObject Backup(JsonNode[] users, JsonNode[] metas) => new()
    {
        ["encrypted"] = "",
        ["settings"] = new JsonArray(),
        ["users"] = new JsonArray(users),
        ["storages"] = new JsonArray(
            Storage("123PanLink", "/films", new JsonObject { ["origin_urls"] = Tree, ["private_key"] = Key, ["uid"] = ulong.MaxValue })),
        ["metas"] = new JsonArray(metas),
    };

    private static GatewayOptions Options(string output) => GatewayJson.Good(JsonNode.Parse(output)!);

    private static (GatewayOptions? Options, IReadOnlyList<ConfigurationError> Errors) Read(string folder) => GatewayOptions.Read(
        new ConfigurationBuilder().AddJsonFile(Path.Combine(folder, "appsettings.json")).Build(), folder, TimeProvider.System);

    private Task<CommandRun> RunAsync(JsonNode json, params string[] more) => RunAsync(json.ToJsonString(), more);

    private async Task<CommandRun> RunAsync(string json, params string[] more)
    {
        var file = Path.Combine(_folder, "backup.json");
        await File.WriteAllBytesAsync(file, Encoding.UTF8.GetBytes(json));
        return await CommandRun.OfAsync(["import", file, .. more]);
    }
}
