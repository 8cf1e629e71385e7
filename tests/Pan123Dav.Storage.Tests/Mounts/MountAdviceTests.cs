using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Storage.Tests.Mounts;

/// <summary>What loading a mount says of its key, its account ID and its place.</summary>
public sealed class MountAdviceTests
{
    private const string Links = "a:\n  x.mkv:1:2:https://vip.123pan.cn/1812345678/x.mkv\n  y.mkv:1:2:https://1812345678.v.123pan.cn/1812345678/a/y.mkv\n";

    [Theory]
    [InlineData("k3y", 1812345678, Links)]
    [InlineData("k3y", 13800138000, "a:1:2:https://h/2024/a\nb:1:2:https://h/2024/b")]
    [InlineData("k3y", 13800138000, "a:1:2:https://h/1812345678/a\nb:1:2:https://h/b")]
    [InlineData("k3y", 13800138000, "a:1:2:https://h/1812345678/a\nb:1:2:https://h/1912345678/b")]
    [InlineData("xray", 1812345678, Links)]
    public async Task Load_GoodKeyAndAccount_SaysNothing(string key, ulong uid, string tree) => Assert.Empty(await WarningsAsync(key, uid, tree));

    [Theory]
    [InlineData("your private key")]
    [InlineData("YOUR_PRIVATE_KEY")]
    [InlineData("<your-private-key>")]
    [InlineData("您的密钥")]
    [InlineData("你的私钥")]
    [InlineData("xxxxxxxx")]
    [InlineData("…")]
    public async Task Load_PlaceholderKey_Warns(string key) =>
        Assert.Equal(["Pan123Dav:Mounts:0:PrivateKey placeholder-key"], await WarningsAsync(key, 1812345678, Links));

    [Fact]
    public async Task Load_LinksOfAnotherAccount_Warns() =>
        Assert.Equal(["Pan123Dav:Mounts:0:Uid other-account"], await WarningsAsync("k3y", 13800138000, Links));

    [Fact]
    public async Task Load_LinksOfAnotherAccountThatAreNotSigned_SaysNothing()
    {
        var result = await LoadAsync(Mounting.At("/", Links) with { Uid = 13800138000 }, new StorageServices());

        Assert.Empty(result.Diagnostics);
    }

    [Theory]
    [InlineData("/", "x:\n  https://h/x\nmetrics:5:6:https://h/m\n", "3:1")]
    [InlineData("/", "  Healthz:\n    https://h/x", "1:3")]
    [InlineData("/", "https://h/%6Detrics", "1:11")]
    public async Task Load_ReservedName_IsAnError(string path, string tree, string place)
    {
        var result = await LoadAsync(Mounting.At(path, tree), new StorageServices { ReservedNames = ["metrics", "healthz"] });

        Assert.Null(result.Table);
        var error = Assert.Single(result.Diagnostics, item => item.Diagnostic.Severity == TreeSeverity.Error).Diagnostic;
        Assert.Equal(("reserved-name", place), (error.Code, $"{error.Line}:{error.Column}"));
    }

    [Theory]
    [InlineData("/", "metrics2:5:6:https://h/m\na:\n  metrics:\n    https://h/x")]
    [InlineData("/films", "metrics:5:6:https://h/m")]
    public async Task Load_ReservedNameElsewhere_SaysNothing(string path, string tree) =>
        Assert.Empty((await LoadAsync(Mounting.At(path, tree), new StorageServices { ReservedNames = ["metrics"] })).Diagnostics);

    [Fact]
    public async Task Load_HttpLinksBehindHttps_IsOneWarning()
    {
        var mount = Mounting.At("/", "https://h/a\nb:5:6:http://h/b\nHTTP://h/c");

        var warning = Assert.Single((await LoadAsync(mount, new StorageServices { IsSecure = true })).Diagnostics).Diagnostic;
        Assert.Equal(("mixed-content", TreeSeverity.Warning, 2, 7), (warning.Code, warning.Severity, warning.Line, warning.Column));
        Assert.StartsWith("2 links", warning.Message, StringComparison.Ordinal);
        Assert.Empty((await LoadAsync(mount, new StorageServices())).Diagnostics);
        Assert.Empty((await LoadAsync(new PassedOnMount(mount), new StorageServices { IsSecure = true })).Diagnostics);
    }

    private sealed record PassedOnMount(MountOptions Options) : MountOptions(Options)
    {
        public override bool LinksReachClients => false;
    }

    [Fact]
    public async Task Load_OneBadLine_CountsTheRest()
    {
        var result = await LoadAsync(Mounting.At("/", "a:\n  https://h/x\nreadme"), new StorageServices());

        Assert.Equal((1, 1), (result.Files, result.Collections));
    }

    [Fact]
    public void Digest_ManyOfOneCode_ShowsTwentyAndHowManyMore()
    {
        var result = Trees.Parse("ftp://h/x\n" + string.Concat(Enumerable.Repeat("\thttps://h/x\n", 5_000)));

        var shown = DiagnosticDigest.Create(result.Diagnostics).ToArray();

        Assert.Equal(20, shown.Count(item => item is { Code: "tab-indent", Line: > 0 }));
        Assert.Equal("scheme", shown[0].Code);
        var rest = Assert.Single(shown, item => item is { Code: "tab-indent", Line: 0 });
        Assert.StartsWith("There are 4980 more of these", rest.Message, StringComparison.Ordinal);
    }

    private static async Task<string[]> WarningsAsync(string key, ulong uid, string tree)
    {
        var result = await LoadAsync(Mounting.At("/", tree, MountType.DirectLink) with { PrivateKey = key, Uid = uid }, new StorageServices());
        Assert.NotNull(result.Table);
        Assert.DoesNotContain(result.Diagnostics, item => item.Diagnostic.Message.Contains(key, StringComparison.Ordinal));
        return [.. result.Diagnostics.Select(item => $"{item.Source} {item.Diagnostic.Code}")];
    }

    private static Task<MountTableResult> LoadAsync(MountOptions mount, StorageServices services) =>
        MountTable.LoadAsync([mount], null, services, TestContext.Current.CancellationToken);
}
