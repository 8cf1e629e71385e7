namespace Pan123Dav.Storage.Tests.Remote;

internal sealed record FakeRemoteOptions : RemoteOptions
{
    public static MountOptions Mount(int cachedFolders = 1000) => new()
    {
        Type = MountType.OpenPlatform,
        Remote = new FakeRemoteOptions { BaseUrl = new Uri("https://api.example"), CachedFolders = cachedFolders },
    };
}
