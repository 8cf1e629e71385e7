using System.Globalization;
using System.Text;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Tests.Commands.Export;

public sealed class ExportCommandTests : ExportTest
{
    [Fact]
    public async Task Export_OddNames_ServedByATreeMountListAndLinkAlike()
    {
        var folder = Fixture.AddFolder("电影 films");
        foreach (var name in new[] { "第 1 集.mkv", "a:b.txt", "12:34", "5", "::", "# hash.txt",
            " leading.txt", "trailing ", "#1.txt", "100%.txt", "%41.txt", "http", "colon:", "a/b.txt" })
        {
            Fixture.AddFile(folder, name);
        }

        Fixture.Account.AddFolder(folder, "empty");
        Fixture.AddFile(Fixture.Account.AddFolder(folder, "in: it"), "deep.txt");

        var run = await RunAsync("--write", Fixture.Written);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("15 files in 3 folders written, 0 links known before, 0 left out.\n", run.Output);
        var text = await File.ReadAllTextAsync(Fixture.Written, Token);
        Assert.Contains("  a:b.txt:18:1709312400:http", text, StringComparison.Ordinal);
        Assert.Empty(UrlTreeText.Parse(Encoding.UTF8.GetBytes(text)).Diagnostics);
        Assert.Equal(await AccountFixture.WalkAsync(Fixture.Configuration()), await AccountFixture.WalkAsync(AccountFixture.Of(GatewayHost.Settings(text))));
        foreach (var secret in new[] { "auth_key", GatewayHost.PrivateKey, Fixture.Account.ClientId })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Export_NamesThatNoLineHolds_AreEscapedAndTold()
    {
        var folder = Fixture.AddFolder("f");
        Fixture.AddFile(Fixture.Account.AddFolder(folder, " blank"), "x.txt");
        Fixture.AddFile(Fixture.Account.AddFolder(folder, "# hash"), "y.txt");
        Fixture.AddFile(folder, "# same/.txt");

        var run = await RunAsync("--write", Fixture.Written);
        var again = await RunAsync("--write", Fixture.Written);

        Assert.Equal((0, 0), (run.ExitCode, again.ExitCode));
        Assert.Equal(["/f/", "/f/%20blank/", "/f/%20blank/x.txt", "/f/%23 hash/", "/f/%23 hash/y.txt", "/f/%23 same%2F.txt"], await PathsAsync());
        Assert.Contains("/f/ blank: warning name: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("'%23 same%2F.txt'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_NoFile_PrintsTheTextAlone()
    {
        Fixture.AddFile(Fixture.AddFolder("f"), "a.txt");

        var run = await RunAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["/f/", "/f/a.txt"], GetPaths(run.Output));
        Assert.Equal("1 files in 1 folders written, 0 links known before, 0 left out.\n", run.Error);
    }

    [Fact]
    public async Task Export_FolderWithoutDirectLinks_IsToldOnceAndTheRestGoesOn()
    {
        var plain = Fixture.Account.GetFolder("plain");
        for (var i = 0; i < 20; i++)
        {
            Fixture.AddFile(plain, string.Create(CultureInfo.InvariantCulture, $"{i}.txt"));
        }

        Fixture.AddFile(Fixture.AddFolder("enabled"), "a.txt");
        Fixture.AddFile(0, "top.txt");

        var run = await RunAsync("--write", Fixture.Written);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["/plain/", "/enabled/", "/enabled/a.txt"], await PathsAsync());
        Assert.Equal(2, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("/plain: warning direct-links: 20 files have no direct link and are left out: enable Direct Link Space",
            run.Error, StringComparison.Ordinal);
        Assert.Contains("/: warning direct-links: 1 file has no direct link", run.Error, StringComparison.Ordinal);
        Assert.Equal(3 + 1 + 1, Fixture.Host.Calls.Count(EmulatorEndpoint.DirectLinkUrl));

        Fixture.AddFolder("plain");
        await RunAsync("--write", Fixture.Written);

        Assert.Equal(23, (await PathsAsync()).Count);
        Assert.Equal(5 + 20 + 1, Fixture.Host.Calls.Count(EmulatorEndpoint.DirectLinkUrl));
    }

    [Fact]
    public async Task Export_DirectLinkMount_KeepsTreeAndLinks()
    {
        const string Tree =
            "f:\n  a.txt:1:1694101621:https://h.example/13/a\n  :1694101621:https://h.example/13/b%20c.txt\nt:::https://h.example/13/t:?q=a%3A\n";
        var run = await CommandRun.OfAsync(Command(GatewayHost.Settings(Tree, ("DataDirectory", Fixture.Folder.FullName))));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            "f:\n  a.txt:1:1694101621:https://h.example/13/a\n  b c.txt::1694101621:https://h.example/13/b%20c.txt\nt:::https://h.example/13/t:?q=a%3A\n",
            run.Output[(run.Output.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
    }

    [Fact]
    public async Task Export_FileThatIsNoExport_IsLeftAlone()
    {
        await File.WriteAllTextAsync(Fixture.Written, "mine:\n", Token);

        var run = await RunAsync("--write", Fixture.Written);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("was not written by export", run.Error, StringComparison.Ordinal);
        Assert.Equal("mine:\n", await File.ReadAllTextAsync(Fixture.Written, Token));
    }

    [Theory]
    [InlineData("Share", "ShareKey", "abCd-1EfGh", "no direct links")]
    [InlineData("Personal", "Username", "13800000000", "no direct links")]
    public async Task Export_TypeWithoutDirectLinks_Is2AndSaysWhatToDo(string type, string key, string value, string message)
    {
        var settings = GatewayHost.Settings("", ("Mounts:0:Type", type), ($"Mounts:0:{key}", value),
            ("Mounts:0:PrivateKey", null), ("Mounts:0:Uid", null), ("Mounts:0:OriginUrls", null));
        if (type == "Personal")
        {
            settings["Pan123Dav:Mounts:0:Password"] = "password";
        }

        var run = await CommandRun.OfAsync(Command(settings));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains("OpenPlatform", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_WrongSecretMountOrConfiguration_IsToldByItsCode()
    {
        var secret = await CommandRun.OfAsync(Command(Fixture.Settings(("Mounts:0:ClientSecret", "wrong"))));
        var mount = await RunAsync("--mount", "/elsewhere");
        var configuration = await CommandRun.OfAsync(Command(Fixture.Settings(("Mounts:0:RootFolderId", "x"))));

        Assert.Equal((1, 2, 78), (secret.ExitCode, mount.ExitCode, configuration.ExitCode));
        Assert.Contains("ClientSecret", secret.Error, StringComparison.Ordinal);
        Assert.Contains("write one of / after --mount", mount.Error, StringComparison.Ordinal);
    }
}
