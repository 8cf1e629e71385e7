namespace Pan123Dav.Delivery;

/// <summary>The response header that tells how content comes, and its values.</summary>
internal static class DeliveryHeader
{
    public const string Name = "X-Pan123Dav-Delivery";
    public const string Redirect = "redirect";
    public const string Proxy = "proxy";
    public const string DownloadProxy = "download-proxy";
}
