using System.Text;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Remote.Links;
using Pan123Dav.Storage.Remote.Listings;
using Pan123Dav.Storage.Signing;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>The owner's files by the open platform.</summary>
internal sealed class OpenPlatformDrive(MountOptions mount, OpenPlatformOptions options, OpenPlatformApi api, StorageServices services) : IRemoteDrive
{
    // Longer ones go into no Location that clients read.
    private const int MaxLength = 16 * 1024;

    private static readonly TimeSpan DirectLinkAge = TimeSpan.FromHours(1);

    private readonly LinkCache _directLinks = new(services.TimeProvider, services.PendingLinks);
    private readonly LinkCache _downloads = new(services.TimeProvider, services.PendingLinks);
    private volatile DirectLinkSigner? _signer = mount.PrivateKey.Length == 0 || mount.Uid != 0 ? new DirectLinkSigner(mount.PrivateKey, mount.Uid) : null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await api.SignInAsync(cancellationToken).ConfigureAwait(false);
        if (options.Link == OpenPlatformLink.DirectLink)
        {
            await SignerAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<RemotePage> ReadPageAsync(RemoteId folder, string? cursor, CancellationToken cancellationToken) =>
        OpenPlatformItems.GetPage(await api.ReadPageAsync(folder.Number, cursor, cancellationToken).ConfigureAwait(false));

    public async Task<SignedLink> CreateLinkAsync(RemoteItem file, LinkRequest request, CancellationToken cancellationToken)
    {
        if (options.Link == OpenPlatformLink.Download)
        {
            return await _downloads.GetAsync(file.Id, request, link => ResolveDownloadAsync(file.Id.Number, link), cancellationToken).ConfigureAwait(false);
        }

        var direct = await _directLinks.GetAsync(file.Id, request, link => ResolveSignableAsync(file.Id.Number, link), cancellationToken).ConfigureAwait(false);
        var signer = await SignerAsync(cancellationToken).ConfigureAwait(false);
        var expires = (services.TimeProvider.GetUtcNow() + request.Lifetime.Over(mount.ValidDuration)).ToUnixTimeSeconds();
        return new SignedLink(Sign(signer, direct.Location, expires), DateTimeOffset.FromUnixTimeSeconds(expires));
    }

    /// <summary>The direct link without a signature.</summary>
    public async Task<string> GetDirectLinkAsync(RemoteItem file, CancellationToken cancellationToken) =>
        (await _directLinks.GetAsync(file.Id, default, link => ResolveDirectLinkAsync(file.Id.Number, link), cancellationToken).ConfigureAwait(false)).Location;

    private static string Sign(DirectLinkSigner signer, string url, long expires)
    {
        var ascii = Encoding.ASCII.GetBytes(url);
        var query = ascii.AsSpan().IndexOf((byte)'?');
        var split = (query < 0 ? ascii : ascii.AsSpan(0, query)).LastIndexOf((byte)'/') + 1;
        return signer.Sign(ascii.AsSpan(0, split), ascii.AsSpan(split), expires);
    }

    private async ValueTask<DirectLinkSigner> SignerAsync(CancellationToken cancellationToken, PendingLink? link = null)
    {
        if (_signer is { } signer)
        {
            return signer;
        }

        // Two at once ask twice and learn the same.
        var user = await api.GetUserInfoAsync(cancellationToken, link).ConfigureAwait(false);
        return user.Uid > 0
            ? _signer = new DirectLinkSigner(mount.PrivateKey, user.Uid)
            : throw ApiErrors.Malformed("user/info", "has no uid. Write Uid of the mount");
    }

    // What signing needs is asked for under the same bounds as the link itself.
    private async Task<CachedLink> ResolveSignableAsync(long file, PendingLink link)
    {
        var kept = await ResolveDirectLinkAsync(file, link).ConfigureAwait(false);
        await SignerAsync(link.Ended, link).ConfigureAwait(false);
        return kept;
    }

    private async Task<CachedLink> ResolveDirectLinkAsync(long file, PendingLink link)
    {
        DirectLinkUrlData data;
        try
        {
            data = await api.GetDirectLinkUrlAsync(file, link).ConfigureAwait(false);
        }
        catch (StorageException exception) when (exception is { Code: not null, Error: StorageError.Unavailable, IsTransient: false })
        {
            // No source tells the code for it, and the root folder can never be enabled.
            throw new StorageException(
                StorageError.Unavailable,
                $"{exception.Message}. Look at 123 whether the file stands in a folder that is enabled for direct links, or write \"Link\": \"Download\"",
                exception)
            {
                Code = exception.Code,
            };
        }

        var until = services.TimeProvider.GetUtcNow() + DirectLinkAge;

        // A link has no fragment: a hash is part of a name, but for one at the end, which 123's pages leave there.
        var url = data.Url?.TrimEnd('#').Replace("#", "%23", StringComparison.Ordinal);
        return new CachedLink(new SignedLink(ToAscii("direct-link/url", url).OriginalString, until), until);
    }

    private async Task<CachedLink> ResolveDownloadAsync(long file, PendingLink link)
    {
        var data = await api.GetDownloadInfoAsync(file, link).ConfigureAwait(false);
        var content = ToAscii("file/download_info", data.DownloadUrl);
        var expires = LinkExpiry.Read(content, services.TimeProvider.GetUtcNow());
        return new CachedLink(new SignedLink(content.OriginalString, expires), expires - LinkExpiry.Margin);
    }

    // 123 writes its links raw at times: they get the form that a tree text would keep them in.
    private Uri ToAscii(string call, string? url)
    {
        var reader = new OriginUrl();
        if (url is not { Length: > 0 and <= MaxLength } || !reader.TryRead(Encoding.UTF8.GetBytes(url))
            || !Uri.TryCreate(Encoding.ASCII.GetString(reader.Ascii), UriKind.Absolute, out var uri))
        {
            throw ApiErrors.Malformed(call, "has no link that can be used");
        }

        AddressGuard.Check(call, uri, options.BaseUrl);
        return uri;
    }
}
