using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Personal;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Share;
using Pan123Dav.Storage.WebDav;

namespace Pan123Dav.Storage.Mounts;

/// <summary>Makes the storages that ask a service: the one place that knows them all.</summary>
internal static class RemoteStorages
{
    /// <summary>The storage for a mount; null when there is none of its type.</summary>
    public static RemoteStorage? Create(MountOptions options, StorageServices services)
    {
        if (services.HttpClients is not { } clients)
        {
            return new RemoteStorage(options, new OfflineDrive(), services);
        }

        services = services.For(options);
        return options.Remote switch
        {
            OpenPlatformOptions remote => OpenPlatformStorage.Create(options, remote, clients, services),
            ShareOptions remote => new RemoteStorage(options, new ShareDrive(remote, services), services),
            PersonalOptions remote => new RemoteStorage(options, new PersonalDrive(options, remote, services), services),
            WebDavOptions remote => WebDavStorage.Create(options, remote, services),
            _ => null,
        };
    }
}
