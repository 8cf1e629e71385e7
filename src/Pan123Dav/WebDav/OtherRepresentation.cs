using Pan123Dav.Storage;

namespace Pan123Dav.WebDav;

/// <summary>
/// Answers a GET or HEAD that asks by its query for something that is made of a resource and is not the resource; else answers nothing and says false.
/// </summary>
/// <param name="context">The request.</param>
/// <param name="storage">What its user may see.</param>
/// <param name="path">Where the resource stands in <paramref name="storage"/>.</param>
/// <param name="entry">The resource.</param>
internal delegate ValueTask<bool> OtherRepresentation(HttpContext context, IStorage storage, StoragePath path, StorageEntry entry);
