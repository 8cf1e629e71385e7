using Pan123Dav.Clients.Tests.Support;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;

namespace Pan123Dav.Clients.Tests;

/// <summary>rclone against a content host that asks the gateway for every request, as 123's CDN does with remote authentication.</summary>
public sealed class RcloneRemoteAuthTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pan123dav-client-");
    private EmulatorHost _emulator = null!;
    private PublishedGateway _gateway = null!;
    private ClientTree _tree = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await EmulatorHost.StartAsync(new EmulatorOptions { PrivateKey = PublishedGateway.PrivateKey, Uid = ClientTree.Uid },
            0, TestContext.Current.CancellationToken);
        _tree = new ClientTree(_emulator.Address, await MediaSamples.GetAsync());
        _tree.AddTo(_emulator);
        _gateway = await PublishedGateway.StartAsync(_tree.Text, hasRemoteAuth: true);
        _emulator.Switches = new EmulatorSwitches { RemoteAuth = new EmulatedRemoteAuth(new Uri(_gateway.Address, "/remote-auth")) };
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _emulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Copy_WholeTree_HasTheBytesOfEveryFile()
    {
        Tool.Require("rclone");
        var password = (await new Tool("rclone", ["obscure", "-"]) { Input = PublishedGateway.Password }.RunAsync()).Succeeded().Text.Trim();
        var copy = new Tool("rclone", ["--config", "", "--retries", "1", "--low-level-retries", "1", "copy", ":webdav:", _folder.FullName])
        {
            Limit = TimeSpan.FromMinutes(3),
            Environment = new Dictionary<string, string>
            {
                ["RCLONE_WEBDAV_URL"] = new Uri(_gateway.Address, "/dav/").AbsoluteUri,
                ["RCLONE_WEBDAV_VENDOR"] = "other",
                ["RCLONE_WEBDAV_USER"] = PublishedGateway.User,
                ["RCLONE_WEBDAV_PASS"] = password,
            },
        };

        (await copy.RunAsync()).Succeeded();

        ClientTests.AssertSame(_tree.Files.Where(file => file.SizeKnown), file => _folder.FullName + file.Path);
        Assert.Equal(0, _emulator.Requests.Refused);
        Assert.InRange(_emulator.Requests.RemoteAuthCalls, _tree.Files.Count, long.MaxValue);
        _gateway.AssertLogIsClean("redirect");
    }
}
