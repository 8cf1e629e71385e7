using System.Text;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Links;
using Pan123Dav.Storage;

namespace Pan123Dav.Delivery.DownloadProxy;

/// <summary>
/// 302 to a download proxy written for AList, with an address that it can check. It then asks for the link itself: see <see cref="LinkCallback"/>.
/// </summary>
internal sealed class DownloadProxyDelivery(LinkIssuer links, LinkOrders orders, TimeProvider timeProvider) : IContentDelivery
{
    public string Name => DeliveryHeader.DownloadProxy;

    public bool SendsContent => false;

    public async Task DeliverAsync(HttpContext context, Representation file, FileRequest request)
    {
        if (file.Entry.Mount is not DeliveredMount { HasDownloadProxy: true } mount)
        {
            throw new InvalidOperationException("The mount has no download proxy, so this delivery must not be chosen.");
        }

        var now = timeProvider.GetUtcNow();
        var lifetime = request.Lifetime.Over(mount.ValidDuration);
        var expires = DateTimeOffset.FromUnixTimeSeconds((now + lifetime).ToUnixTimeSeconds());

        // The proxy asks once or more with nobody's name: what it fetches is this user's.
        await links.PayAsync(request, expires);
        await orders.AddAsync(request.User, file.Path, expires);
        var sign = PathSignature.Create(new SigningKey(Encoding.UTF8.GetBytes(mount.DownloadProxyToken)), file.Path, expires.ToUnixTimeSeconds());
        RedirectDelivery.Answer(context.Response, $"{mount.DownloadProxyUrl!.AbsoluteUri.TrimEnd('/')}{Encode(file.Path)}?sign={sign}", expires, now);
    }

    private static string Encode(StoragePath path)
    {
        var encoded = new StringBuilder();
        foreach (var segment in path.Segments)
        {
            encoded.Append('/').Append(Uri.EscapeDataString(Encoding.UTF8.GetString(segment.Span)));
        }

        return encoded.ToString();
    }
}
