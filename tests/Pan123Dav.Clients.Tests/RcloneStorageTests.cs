using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>rclone on an account of the emulator, through each kind of storage.</summary>
public sealed class RcloneStorageTests(AccountHost account) : IClassFixture<AccountHost>
{
    // The web interface is asked for a link every 700 ms: of the wide folder a few members, then. An empty file has no link to be redirected to.
    private static readonly string[] Sample = ["--filter", "+ /many/second level/?00", "--filter", "- /many/second level/**", "--filter", "- /sizes/zero.bin"];

    [Theory]
    [InlineData("OpenPlatform", "redirect")]
    [InlineData("Share", "proxy")]
    [InlineData("Personal", "proxy")]
    public async Task Copy_Account_HasTheBytesAndLeavesNothingToDo(string type, string delivery)
    {
        Tool.Require("rclone");
        await using var gateway = await PublishedGateway.StartAsync(account.GetMount(type));
        var listed = await RunAsync(gateway, "lsf", "-R", "--files-only", ":webdav:");
        Assert.Equal(account.Files.Select(file => file.Path[1..]).Order(StringComparer.Ordinal), listed.Lines.Order(StringComparer.Ordinal));

        var folder = account.NewFolder();
        await RunAsync(gateway, ["copy", ":webdav:", folder, .. Sample]);

        var copied = account.Files.Where(file => File.Exists(folder + file.Path)).ToArray();
        Assert.InRange(copied.Length, 20, 100);
        ClientTests.AssertSame(copied, file => folder + file.Path);
        Assert.Contains(copied, file => file.Path == "/sizes/big.bin");
        Assert.Contains(copied, file => file.Path == "/names/a%2Fb.txt");
        await RunAsync(gateway, ["check", "--download", ":webdav:", folder, .. Sample]);
        var again = await RunAsync(gateway, ["copy", "--verbose", ":webdav:", folder, .. Sample]);
        Assert.DoesNotContain("Copied", again.Error, StringComparison.Ordinal);
        gateway.AssertLogIsClean(delivery);
        Assert.Equal((0, 0, 0), (account.Emulator.Requests.WithAuthorization, account.Emulator.Requests.WithCookie, account.Emulator.Requests.Refused));
    }

    private static async Task<ToolResult> RunAsync(PublishedGateway gateway, params string[] arguments) =>
        (await new Tool("rclone", ["--config", "", "--retries", "1", "--low-level-retries", "1", .. arguments])
        {
            Limit = TimeSpan.FromSeconds(180),
            Environment = new Dictionary<string, string>
            {
                ["RCLONE_WEBDAV_URL"] = new Uri(gateway.Address, "/dav/").AbsoluteUri,
                ["RCLONE_WEBDAV_VENDOR"] = "other",
                ["RCLONE_WEBDAV_USER"] = PublishedGateway.User,
                ["RCLONE_WEBDAV_PASS"] = (await new Tool("rclone", ["obscure", "-"]) { Input = PublishedGateway.Password }.RunAsync()).Succeeded().Text.Trim(),
            },
        }.RunAsync()).Succeeded();
}
