using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>Chooses a delivery for each request and hands it over.</summary>
internal sealed class DeliverySelector(
    Func<ClientRules> rules, IContentDelivery redirect, IContentDelivery proxy, IContentDelivery downloadProxy, ILogger<DeliverySelector> logger) : IContentDelivery
{
    public void Announce(HttpContext context, StorageEntry file) => Of(Choose(context, file).Mode).Announce(context, file);

    public Task DeliverAsync(HttpContext context, IStorage storage, Representation file)
    {
        var choice = Choose(context, file.Entry);
        Log.Chosen(logger, choice.Mode, choice.Reason);
        var delivery = Of(choice.Mode);
        delivery.Announce(context, file.Entry);
        return delivery.DeliverAsync(context, storage, file);
    }

    private DeliveryChoice Choose(HttpContext context, StorageEntry file) =>
        DeliveryChoice.Of(rules(), context.Request.Headers.UserAgent.ToString(), file);

    private IContentDelivery Of(DeliveryMode mode) => mode switch
    {
        DeliveryMode.Proxy => proxy,
        DeliveryMode.DownloadProxy => downloadProxy,
        _ => redirect,
    };
}
