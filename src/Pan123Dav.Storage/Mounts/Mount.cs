namespace Pan123Dav.Storage.Mounts;

/// <summary>A storage that is mounted.</summary>
/// <param name="Options">What it is, and where.</param>
/// <param name="Storage">The owner of its entries' tables.</param>
public sealed record Mount(MountOptions Options, IStorage Storage);
