using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.WebApi;

/// <summary>What holds of every storage, of one that lists a <see cref="FakeWebDrive"/> with the contract's tree in it.</summary>
public abstract class WebStorageContractTests : StorageContractTests
{
    private const long SizeOfTheUnknown = 7;

    // 123 knows every size, and has no link to an empty file.
    protected override long? UnknownLength => SizeOfTheUnknown;

    private protected abstract RemoteOptions Remote { get; }

    protected abstract MountType Type { get; }

    protected override Task<IStorage> CreateAsync()
    {
        var drive = new FakeWebDrive { PageSize = 4, LinksEnd = 1_700_003_600 };
        var ids = new Dictionary<long, long> { [0] = 0 };
        foreach (var node in RemoteNode.OfText(Text))
        {
            var parent = ids[node.Parent];
            ids[node.Id] = node.IsFolder
                ? drive.AddFolder(parent, node.Name)
                : drive.AddFile(parent, node.Name, node.Size > 0 ? node.Size : SizeOfTheUnknown, node.Md5);
            drive.Item(ids[node.Id])["UpdateAt"] = node.Modified is { } modified
                ? DateTimeOffset.FromUnixTimeSeconds(modified).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
                : null;
        }

        var services = drive.Web.Services(new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)));
        return Task.FromResult<IStorage>(RemoteStorages.Create(new MountOptions { Type = Type, Remote = Remote }, services)!);
    }
}
