using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.Remote;

namespace Pan123Dav.Storage.Tests.Support;

/// <summary>Mounts texts.</summary>
internal static class Mounting
{
    public static MountOptions At(string path, string text, MountType type = MountType.UrlTree) =>
        new() { Path = Trees.Path(path), Type = type, OriginUrls = text };

    public static async Task<MountTable> LoadAsync(params MountOptions[] mounts)
    {
        var result = await MountTable.LoadAsync(mounts, null, new StorageServices(), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(result.Diagnostics, item => item.Diagnostic.Code != "empty-text");
        return result.Table!;
    }
}
