using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>A file as HTTP shows it: everything but its bytes comes from the tree, so that it stays the same whichever link the bytes come by.</summary>
/// <param name="Path">Where the file stands in the storage.</param>
/// <param name="Entry">The file.</param>
/// <param name="EntityTag">Strong, in quotes.</param>
/// <param name="Modified">UTC, whole seconds.</param>
/// <param name="ContentType">By the name.</param>
internal readonly record struct Representation(StoragePath Path, StorageEntry Entry, string EntityTag, DateTime Modified, string ContentType);
