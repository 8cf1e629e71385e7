using System.Text.Json.Nodes;
using Pan123Dav.Configuration;
using Pan123Dav.Gateway;

namespace Pan123Dav.Tests.Commands.Import;

/// <summary><c>import --write</c>: the files of a gateway from a backup.</summary>
public sealed class ImportWriteTests : ImportBackupTest
{
    [Fact]
    public async Task Write_Backup_MakesFilesThatPassTheCheck()
    {
        var target = Path.Combine(Folder, "new", "drive");
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

        var run = await RunAsync(storages, "--write", Folder);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("warning password: There is no user to take over, so admin was added", run.Error, StringComparison.Ordinal);
        Assert.Equal("admin", Assert.Single(Read(Folder).Options!.Users).Name);
        Assert.Equal(
            ["appsettings.json", "backup.json", "tree-a-b-c-2.txt", "tree-a-b-c.txt", "tree.txt"],
            Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("appsettings.json")]
    [InlineData("tree-films.txt")]
    public async Task Write_FileThatIsThere_IsKeptAndNothingIsWritten(string name)
    {
        var target = Directory.CreateDirectory(Path.Combine(Folder, "t")).FullName;
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
        var target = Path.Combine(Folder, "file");
        await File.WriteAllTextAsync(target, "mine", TestContext.Current.CancellationToken);

        var run = await RunAsync(Backup([], []), "--write", target);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{target}: error file: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_EmptyFolderName_IsAUsageError() => Assert.Equal(2, (await RunAsync("[]", "--write", "")).ExitCode);

    [Fact]
    public async Task Write_BadTree_IsToldAtTheFileThatWasWritten()
    {
        var run = await RunAsync(new JsonArray(Storage("UrlTree", "/", new JsonObject { ["url_structure"] = "\tno link" })), "--write", Folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{Path.Combine(Folder, "tree.txt")}:1:1: error ", run.Error, StringComparison.Ordinal);
    }

    private static (GatewayOptions? Options, IReadOnlyList<ConfigurationError> Errors) Read(string folder) => GatewayOptions.Read(
        new ConfigurationBuilder().AddJsonFile(Path.Combine(folder, "appsettings.json")).Build(), folder, TimeProvider.System);
}
