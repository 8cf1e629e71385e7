using Pan123Dav.Emulator.Hosting;

namespace Pan123Dav.Clients.Tests.Support;

/// <summary>What one class of tests runs against: the emulator in this process and the gateway in one of its own.</summary>
public sealed class ClientHost : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pan123dav-client-");
    private PublishedGateway _gateway = null!;
    private int _folders;

    public EmulatorHost Emulator { get; private set; } = null!;

    public ClientTree Tree { get; private set; } = null!;

    /// <summary>The gateway's host and port, such as <c>127.0.0.1:40123</c>.</summary>
    public string Authority => _gateway.Address.Authority;

    /// <summary>The root collection, with its slash.</summary>
    public Uri Root => new(_gateway.Address, "/dav/");

    public async ValueTask InitializeAsync()
    {
        Emulator = await EmulatorHost.StartAsync(new EmulatorOptions { PrivateKey = PublishedGateway.PrivateKey, Uid = ClientTree.Uid },
            0, TestContext.Current.CancellationToken);
        Tree = new ClientTree(Emulator.Address, await MediaSamples.GetAsync());
        Tree.AddTo(Emulator);
        _gateway = await PublishedGateway.StartAsync(Tree.Text);
    }

    /// <summary>A new empty folder that lives as long as this.</summary>
    public string NewFolder() => _folder.CreateSubdirectory(Interlocked.Increment(ref _folders).ToString("d4", null)).FullName;

    /// <summary>The same for a program that runs as another user, who may write there.</summary>
    public string NewOpenFolder()
    {
        var folder = NewFolder();
        const UnixFileMode Enter =
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.FullName, Enter);
            File.SetUnixFileMode(folder, Enter | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        }

        return folder;
    }

    /// <summary>The address of a decoded <paramref name="path"/>, such as <c>/names/why?.txt</c>.</summary>
    public string Url(string path) => _gateway.Address.GetLeftPart(UriPartial.Authority) + "/dav" + Encode(path);

    /// <summary>The same with user and password in it, as players take it.</summary>
    public string UrlWithCredentials(string path) =>
        Url(path).Replace("://", $"://{PublishedGateway.User}:{PublishedGateway.Password}@", StringComparison.Ordinal);

    /// <summary>Waits until the gateway has found out every size that the tree does not tell; HEAD waits for its own.</summary>
    public async Task LearnSizesAsync()
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = PublishedGateway.Credentials;
        foreach (var file in Tree.Files.Where(file => !file.SizeKnown))
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, Url(file.Path));
            using var response = await client.SendAsync(request);
            Assert.Equal(file.Content.Length, response.Content.Headers.ContentLength);
        }
    }

    /// <summary>
    /// The origin was sent nothing that is not for it and refused nothing, and the gateway made no mistake
    /// and delivered by <paramref name="delivery"/>.
    /// </summary>
    public void AssertClean(string delivery)
    {
        var requests = Emulator.Requests;
        Assert.Equal((0, 0, 0, 0), (requests.WithAuthorization, requests.WithCookie, requests.Refused, requests.NotFound));
        _gateway.AssertLogIsClean(delivery);
    }

    /// <summary>Skips unless there is a film in the tree.</summary>
    public void RequireMedia()
    {
        if (Tree.Files.All(file => file.Path != ClientTree.Film))
        {
            Tool.Missing("ffmpeg, which makes the film, is not installed");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await Emulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Encode(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
