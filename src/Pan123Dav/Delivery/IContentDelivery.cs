using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>How the content of a file gets to a client that may have it.</summary>
internal interface IContentDelivery
{
    /// <summary>Says in the answer's headers how the content would come; every answer about a file does.</summary>
    void Announce(HttpContext context, StorageEntry file);

    /// <summary>Answers a GET for <paramref name="file"/>; preconditions have been looked at, but for If-Range.</summary>
    Task DeliverAsync(HttpContext context, IStorage storage, Representation file);
}
