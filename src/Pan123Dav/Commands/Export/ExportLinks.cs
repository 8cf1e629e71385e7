using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pan123Dav.Logging;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Mounts;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.WebDav;

namespace Pan123Dav.Commands.Export;

/// <summary>Where a mount's links without a signature come from.</summary>
internal static class ExportLinks
{
    /// <summary>Gives a file's link; null for a mount whose files have none that lasts.</summary>
    public static Func<StorageEntry, CancellationToken, ValueTask<string>>? Create(Mount mount) => mount.Storage switch
    {
        IOpenPlatformAccount account => (file, cancellationToken) => new(account.GetDirectLinkAsync(file, cancellationToken)),
        IWebDavUpstream upstream => (file, _) => new(upstream.GetUrl(file)),
        _ when mount.Options.Remote is null => static (file, _) => new(file.Table.GetUrl(file.Index)),
        _ => null,
    };

    /// <summary>Tells a text of this mount from one of another mount or account. Nothing secret can be read from it.</summary>
    public static string GetHeader(MountOptions mount)
    {
        var client = (mount.Remote as OpenPlatformOptions)?.ClientId;
        object? root = mount.Remote is WebDavOptions webDav ? webDav.RootFolder : mount.Remote?.RootFolderId;
        var source = string.Create(CultureInfo.InvariantCulture, $"{mount.Type}\n{mount.Remote?.BaseUrl}\n{client}\n{root}\n{mount.OriginUrlsFile}");
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)).AsSpan(0, 4));
        return $"pan123dav export of {EscapedText.Escape(mount.Path.ToString(), int.MaxValue)} ({mount.Type}, {digest})";
    }
}
