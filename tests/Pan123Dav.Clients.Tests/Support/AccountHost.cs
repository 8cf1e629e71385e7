using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Account;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Clients.Tests.Support;

/// <summary>An account on the emulator, without rates, and one built program a way to it.</summary>
public sealed class AccountHost : IAsyncLifetime
{
    private const string ShareKey = "abCd-1EfGh";
    private static readonly DateTimeOffset Modified = DateTimeOffset.FromUnixTimeSeconds(1694101621);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pan123dav-account-");
    private readonly EmulatorAccount _account = new()
    {
        ClientSecret = "client-test-secret-41",
        Password = "client-test-word-43",
        AppPassword = "client-test-app-47"
    };
    private readonly List<ClientFile> _files = [];

    public EmulatorHost Emulator { get; private set; } = null!;

    /// <summary>All files, by the path that the gateway shows.</summary>
    public IReadOnlyList<ClientFile> Files => _files;

    public async ValueTask InitializeAsync()
    {
        var names = _account.AddFolder(0, "names");
        foreach (var name in NastyNames.All)
        {
            // A name that looks as if it were escaped is escaped, so that no two become one.
            Add(names, "/names/", name, name.Replace("%2", "%252", StringComparison.Ordinal), EmulatorContent.Text("file " + name));
        }

        Add(names, "/names/", "a/b.txt", "a%2Fb.txt", EmulatorContent.Text("with a slash"));
        Add(names, "/names/", "bell\a.txt", "bell%07.txt", EmulatorContent.Text("with a bell"));
        var sizes = _account.GetFolder("sizes");
        Add(sizes, "/sizes/", "zero.bin", "zero.bin", EmulatorContent.Bytes(ReadOnlyMemory<byte>.Empty));
        Add(sizes, "/sizes/", "big.bin", "big.bin", EmulatorContent.PseudoRandom(12 << 20, seed: 7));
        var many = _account.GetFolder("many/second level");
        for (var i = 0; i < 260; i++)
        {
            var name = i.ToString("d3", null);
            Add(many, "/many/second level/", name, name, EmulatorContent.Text(name));
        }

        foreach (var folder in _account.Members(0))
        {
            _account.Change(folder.Id, item => item with { DirectLinks = true });
        }

        _account.Shares[ShareKey] = new EmulatorShare(ShareKey, 0);
        Emulator = await EmulatorHost.StartAsync(
            new EmulatorOptions { PrivateKey = PublishedGateway.PrivateKey, Uid = ClientTree.Uid, Account = _account, Api = new ApiSwitches { RateScale = 0 } },
            0,
            TestContext.Current.CancellationToken);
    }

    /// <summary>The keys of a mount of <paramref name="type"/>.</summary>
    public object GetMount(string type)
    {
        var baseUrl = Emulator.Address.AbsoluteUri;
        return type switch
        {
            "OpenPlatform" => new { Type = type, BaseUrl = baseUrl, _account.ClientId, _account.ClientSecret, PublishedGateway.PrivateKey },
            "Share" => new { Type = type, BaseUrl = baseUrl + "b/api", ShareKey },
            "WebDav" => new { Type = type, Url = baseUrl + "webdav", _account.Username, Password = _account.AppPassword },
            "Personal" => new { Type = type, BaseUrl = baseUrl + "b/api", _account.Username, _account.Password },
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
    }

    /// <summary>A new empty folder that lives as long as this.</summary>
    public string NewFolder() => _folder.CreateSubdirectory(Guid.NewGuid().ToString("n")).FullName;

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void Add(long folder, string path, string name, string shown, EmulatorContent content)
    {
        _account.AddFile(folder, name, content, Modified);
        _files.Add(new ClientFile(path + shown, content));
    }
}
