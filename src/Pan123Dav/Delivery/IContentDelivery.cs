using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>How the content of a file gets to a client that may have it.</summary>
internal interface IContentDelivery
{
    /// <summary>Answers a GET for <paramref name="file"/>; preconditions have been looked at.</summary>
    Task DeliverAsync(HttpContext context, IStorage storage, StorageEntry file);
}
