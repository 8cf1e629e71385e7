using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>The one place where a link is made for a request that was authorised.</summary>
internal sealed class LinkSource(Func<ClientRules> rules)
{
    /// <summary>A link signed now, of the lifetime that suits the client.</summary>
    public ValueTask<SignedLink> CreateAsync(HttpContext context, IStorage storage, StorageEntry file) =>
        storage.CreateLinkAsync(file, rules().LifetimeFor(context.Request.Headers.UserAgent.ToString()), context.RequestAborted);
}
