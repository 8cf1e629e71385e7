using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>rclone on an account of the emulator, through each kind of storage.</summary>
public sealed class RcloneStorageTests(AccountHost account) : IClassFixture<AccountHost>
{
    private const string Slashed = "/names/a%2Fb.txt";

    // The web interface is asked for a link every 700 ms: of the wide folder a few members, then. An empty file has no link to be redirected to.
    private static readonly string[] Sample = ["--filter", "+ /many/second level/?00", "--filter", "- /many/second level/**", "--filter", "- /sizes/zero.bin"];

    [Theory]
    [InlineData("OpenPlatform", "redirect")]
    [InlineData("Share", "proxy")]
    [InlineData("Personal", "proxy")]
    [InlineData("WebDav", "redirect")]
    [InlineData("Pan123Dav", "redirect")]
    public async Task Copy_Account_HasTheBytesAndLeavesNothingToDo(string type, string delivery)
    {
        Tool.Require("rclone");
        await using var upstream = type == "Pan123Dav" ? await PublishedGateway.StartAsync(account.GetMount("OpenPlatform")) : null;
        await using var gateway = await PublishedGateway.StartAsync(upstream is null ? account.GetMount(type) : upstream.Mount);

        // By WebDAV a name cannot hold a slash, however it is written; so names that look escaped need no escape.
        var files = type != "WebDav"
            ? account.Files
            : [.. account.Files.Where(file => file.Path != Slashed)
                .Select(file => file with { Path = file.Path.Replace("%252", "%2", StringComparison.Ordinal) })];
        var listed = await RcloneRun.RunAsync(gateway, "lsf", "-R", "--files-only", ":webdav:");
        Assert.Equal(files.Select(file => file.Path[1..]).Order(StringComparer.Ordinal), listed.Lines.Order(StringComparer.Ordinal));

        var folder = account.NewFolder();
        await RcloneRun.RunAsync(gateway, ["copy", ":webdav:", folder, .. Sample]);

        var copied = files.Where(file => File.Exists(folder + file.Path)).ToArray();
        Assert.InRange(copied.Length, 20, 100);
        ClientTests.AssertSame(copied, file => folder + file.Path);
        Assert.Contains(copied, file => file.Path == "/sizes/big.bin");
        Assert.Equal(type != "WebDav", copied.Any(file => file.Path == Slashed));
        await RcloneRun.RunAsync(gateway, ["check", "--download", ":webdav:", folder, .. Sample]);
        var again = await RcloneRun.RunAsync(gateway, ["copy", "--verbose", ":webdav:", folder, .. Sample]);
        Assert.DoesNotContain("Copied", again.Error, StringComparison.Ordinal);
        gateway.AssertLogIsClean(delivery);
        Assert.Equal((0, 0, 0), (account.Emulator.Requests.WithAuthorization, account.Emulator.Requests.WithCookie, account.Emulator.Requests.Refused));
    }
}
