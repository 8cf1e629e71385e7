using Microsoft.Extensions.Configuration;
using Pan123Dav.Commands;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Account;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Commands.Export;

/// <summary>A stand-in account, and the configuration of a mount of it.</summary>
internal sealed class AccountFixture : IAsyncDisposable
{
    /// <summary>So fast that nobody waits.</summary>
    public static readonly ApiRates Rates = new ApiRates().Times(1_000_000);

    public static readonly DateTimeOffset Modified = new(2024, 3, 2, 1, 0, 0, TimeSpan.FromHours(8));

    private AccountFixture(EmulatorAccount account, EmulatorHost host)
    {
        Account = account;
        Host = host;
    }

    public EmulatorAccount Account { get; }

    public EmulatorHost Host { get; }

    public DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("pan123dav-account-");

    public string Written => Path.Combine(Folder.FullName, "written.txt");

    public static async Task<AccountFixture> StartAsync(TimeProvider? time = null, EmulatorAccount? account = null)
    {
        account ??= new EmulatorAccount();
        return new AccountFixture(account, await EmulatorHost.StartAsync(
            new EmulatorOptions
            {
                PrivateKey = GatewayHost.PrivateKey,
                Uid = 13,
                Account = account,
                TimeProvider = time ?? TimeProvider.System,
                Api = new ApiSwitches { RateScale = 0 },
            },
            0,
            TestContext.Current.CancellationToken));
    }

    /// <summary>Adds a folder that is enabled for direct links.</summary>
    public long AddFolder(string path)
    {
        var folder = Account.GetFolder(path);
        Account.Change(folder, item => item with { DirectLinks = true });
        return folder;
    }

    public long AddFile(long folder, string name) => Account.AddFile(folder, name, EmulatorContent.Text($"content of {name}"), Modified);

    /// <summary>The settings of an OpenPlatform mount of the account at the root.</summary>
    public Dictionary<string, string?> Settings(params (string Key, string? Value)[] settings)
    {
        var all = GatewayHost.Settings("", settings);
        foreach (var (key, value) in new[]
        {
            ("OriginUrls", null), ("Uid", null), ("Type", "OpenPlatform"), ("BaseUrl", Host.Address.GetLeftPart(UriPartial.Authority)),
            ("ClientId", Account.ClientId), ("ClientSecret", Account.ClientSecret),
        })
        {
            if (value is null)
            {
                all.Remove($"Pan123Dav:Mounts:0:{key}");
            }
            else
            {
                all.TryAdd($"Pan123Dav:Mounts:0:{key}", value);
            }
        }

        all.TryAdd("Pan123Dav:DataDirectory", Folder.FullName);
        return all;
    }

    public CommandConfiguration Configuration(params (string Key, string? Value)[] settings) => Of(Settings(settings));

    public static CommandConfiguration Of(Dictionary<string, string?> settings) =>
        CommandConfiguration.Create(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), Path.GetTempPath());

    /// <summary>Every entry of the first mount: its path, what it holds, and where its link leads without the signature.</summary>
    public static async Task<List<(string Path, long? Length, long? Modified, string Link)>> WalkAsync(CommandConfiguration configuration)
    {
        await using var mounts = await CommandMounts.OpenAsync(
            configuration.Options!, configuration.Options!.Mounts, TimeProvider.System, Rates, TestContext.Current.CancellationToken);
        var storage = mounts.All[0].Storage;
        var found = new List<(string, long?, long?, string)>();
        await WalkAsync((await storage.FindAsync(StoragePath.Root, default)).GetValueOrDefault(), StoragePath.Root);
        return found;

        async Task WalkAsync(StorageEntry folder, StoragePath path)
        {
            foreach (var member in await storage.ListAsync(path, folder, default))
            {
                var place = path.Append(member.Name);
                if (member.IsCollection)
                {
                    found.Add((place + "/", null, null, ""));
                    await WalkAsync(member, place);
                }
                else
                {
                    var link = await member.CreateLinkAsync(default, default);
                    found.Add(
                        (place.ToString(), member.Length, member.Modified, link.Location[..link.Location.IndexOf("?auth_key=", StringComparison.Ordinal)]));
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();

        // A sign-in behind the start may still put down its token when the command has ended.
        await Eventually.HoldsAsync(TryDelete, "nobody writes to the folder any more");
    }

    private bool TryDelete()
    {
        try
        {
            Folder.Delete(recursive: true);
            return true;
        }
        catch (IOException)
        {
            return !Directory.Exists(Folder.FullName);
        }
    }
}
