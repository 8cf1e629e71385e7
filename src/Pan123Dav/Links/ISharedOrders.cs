using Pan123Dav.Storage;

namespace Pan123Dav.Links;

/// <summary>The files that were ordered at a download proxy by way of any of several gateways. One that stands alone has none of this.</summary>
internal interface ISharedOrders
{
    /// <summary>Tells of an order; when it returns every gateway finds it. Never throws, and returns within a fixed time limit.</summary>
    ValueTask AddAsync(string user, StoragePath path, DateTimeOffset expires);

    /// <summary>Whether one of these users has an order by way of another gateway. False when nobody can be asked.</summary>
    ValueTask<bool> ContainsAsync(IReadOnlyList<string> users, StoragePath path);
}
