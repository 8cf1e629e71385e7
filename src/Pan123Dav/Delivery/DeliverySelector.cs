using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>Chooses a delivery, once for each request.</summary>
internal sealed class DeliverySelector(
    Func<ClientRules> rules, IContentDelivery redirect, IContentDelivery proxy, IContentDelivery downloadProxy, ILogger<DeliverySelector> logger)
{
    /// <summary>How content gets to the client of this request. The answer's headers say so, also where it has no content.</summary>
    public IContentDelivery Select(HttpContext context, StorageEntry file)
    {
        var choice = DeliveryDecision.Decide(rules(), context.Request.Headers.UserAgent.ToString(), file);
        Log.Chosen(logger, choice.Mode, choice.Reason);
        var delivery = choice.Mode switch
        {
            DeliveryMode.Proxy => proxy,
            DeliveryMode.DownloadProxy => downloadProxy,
            _ => redirect,
        };
        context.Response.Headers[DeliveryHeader.Name] = delivery.Name;
        return delivery;
    }
}
