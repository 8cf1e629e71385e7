using Pan123Dav.Clients.Tests.Support;

namespace Pan123Dav.Clients.Tests;

/// <summary>rclone through the gateway on WebDAV servers of others, which serve their files themselves: so the gateway passes them on.</summary>
public sealed class RcloneUpstreamTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pan123dav-copy-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("nginx", "nginx")]
    [InlineData("apache", "apache2")]
    [InlineData("rclone", "rclone")]
    public async Task Copy_ServerOfOthers_HasTheBytesAndLeavesNothingToDo(string kind, string program)
    {
        Tool.Require("rclone", program);
        await using var server = await UpstreamServer.StartAsync(kind);
        await using var gateway = await PublishedGateway.StartAsync(server.Mount);

        // nginx lists no hidden files.
        var files = server.Files.Where(file => kind != "nginx" || !file.Name.StartsWith('.')).ToArray();
        var listed = await RcloneRun.RunAsync(gateway, "lsf", "-R", "--files-only", ":webdav:");
        await RcloneRun.RunAsync(gateway, "copy", ":webdav:", _folder.FullName);
        var again = await RcloneRun.RunAsync(gateway, "copy", "--verbose", ":webdav:", _folder.FullName);

        Assert.Equal(files.Select(file => file.Path[1..]).Order(StringComparer.Ordinal), listed.Lines.Order(StringComparer.Ordinal));
        ClientTests.AssertSame(files, file => _folder.FullName + file.Path);
        Assert.DoesNotContain("Copied", again.Error, StringComparison.Ordinal);
        gateway.AssertLogIsClean("proxy");
    }
}
