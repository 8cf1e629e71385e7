using System.Text;
using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Signing;

namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>The owner's files by the open platform.</summary>
internal sealed class OpenPlatformDrive(MountOptions mount, OpenPlatformOptions options, OpenPlatformApi api, TimeProvider timeProvider) : IRemoteDrive
{
    private static readonly TimeSpan DirectLinkAge = TimeSpan.FromHours(1);

    private readonly LinkCache _directLinks = new(timeProvider);
    private readonly LinkCache _downloads = new(timeProvider);
    private volatile DirectLinkSigner? _signer = mount.PrivateKey.Length == 0 || mount.Uid != 0 ? new DirectLinkSigner(mount.PrivateKey, mount.Uid) : null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await api.SignInAsync(cancellationToken).ConfigureAwait(false);
        if (options.Link == OpenPlatformLink.DirectLink)
        {
            await SignerAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<RemotePage> ReadPageAsync(long folder, string? cursor, CancellationToken cancellationToken) =>
        OpenPlatformItems.PageOf(await api.ReadPageAsync(folder, cursor, cancellationToken).ConfigureAwait(false));

    public async Task<SignedLink> CreateLinkAsync(RemoteItem file, LinkLifetime lifetime, CancellationToken cancellationToken)
    {
        if (options.Link == OpenPlatformLink.Download)
        {
            return await _downloads.GetAsync(file.Id, lifetime.IsRenewal, () => ResolveDownloadAsync(file.Id), cancellationToken).ConfigureAwait(false);
        }

        var url = await GetDirectLinkAsync(file, lifetime.IsRenewal, cancellationToken).ConfigureAwait(false);
        var signer = await SignerAsync(cancellationToken).ConfigureAwait(false);
        var expires = (timeProvider.GetUtcNow() + lifetime.Over(mount.ValidDuration)).ToUnixTimeSeconds();
        return new SignedLink(Sign(signer, url, expires), DateTimeOffset.FromUnixTimeSeconds(expires));
    }

    /// <summary>The direct link without a signature.</summary>
    public async Task<string> GetDirectLinkAsync(RemoteItem file, bool isRenewal, CancellationToken cancellationToken) =>
        (await _directLinks.GetAsync(file.Id, isRenewal, () => ResolveDirectLinkAsync(file.Id), cancellationToken).ConfigureAwait(false)).Location;

    private static string Sign(DirectLinkSigner signer, string url, long expires)
    {
        var ascii = Encoding.ASCII.GetBytes(url);
        var query = ascii.AsSpan().IndexOf((byte)'?');
        var split = (query < 0 ? ascii : ascii.AsSpan(0, query)).LastIndexOf((byte)'/') + 1;
        return signer.Sign(ascii.AsSpan(0, split), ascii.AsSpan(split), expires);
    }

    private async ValueTask<DirectLinkSigner> SignerAsync(CancellationToken cancellationToken)
    {
        if (_signer is { } signer)
        {
            return signer;
        }

        // Two at once ask twice and learn the same.
        var user = await api.GetUserInfoAsync(cancellationToken).ConfigureAwait(false);
        return user.Uid > 0
            ? _signer = new DirectLinkSigner(mount.PrivateKey, user.Uid)
            : throw ApiFault.Malformed("user/info", "has no uid. Write Uid of the mount");
    }

    private async Task<KeptLink> ResolveDirectLinkAsync(long file)
    {
        DirectLinkUrlData data;
        try
        {
            data = await api.GetDirectLinkUrlAsync(file, CancellationToken.None).ConfigureAwait(false);
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

        var until = timeProvider.GetUtcNow() + DirectLinkAge;

        // A link has no fragment: a hash is part of a name, but for one at the end, which 123's pages leave there.
        var url = data.Url?.TrimEnd('#').Replace("#", "%23", StringComparison.Ordinal);
        return new KeptLink(new SignedLink(ToAscii("direct-link/url", url).OriginalString, until), until);
    }

    private async Task<KeptLink> ResolveDownloadAsync(long file)
    {
        var data = await api.GetDownloadInfoAsync(file, CancellationToken.None).ConfigureAwait(false);
        var link = ToAscii("file/download_info", data.DownloadUrl);
        var expires = LinkExpiry.Of(link, timeProvider.GetUtcNow());
        return new KeptLink(new SignedLink(link.OriginalString, expires), expires - LinkExpiry.Margin);
    }

    // 123 writes its links raw at times: they get the form that a tree text would keep them in.
    private Uri ToAscii(string call, string? url)
    {
        var reader = new OriginUrl();
        if (string.IsNullOrEmpty(url) || !reader.TryRead(Encoding.UTF8.GetBytes(url)) || !Uri.TryCreate(Encoding.ASCII.GetString(reader.Ascii), UriKind.Absolute, out var uri))
        {
            throw ApiFault.Malformed(call, "has no link that can be used");
        }

        AddressGuard.Check(call, uri, options.BaseUrl);
        return uri;
    }
}
