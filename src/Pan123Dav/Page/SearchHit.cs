using Pan123Dav.Storage;

namespace Pan123Dav.Page;

/// <summary>An entry whose name was looked for, and the way there from the collection that was searched.</summary>
/// <param name="Entry">What was found.</param>
/// <param name="Folder">Decoded names of the folders on the way, each with a slash behind; empty for a member.</param>
/// <param name="FolderHref">The same, encoded.</param>
internal readonly record struct SearchHit(StorageEntry Entry, byte[] Folder, byte[] FolderHref);
