namespace Pan123Dav.Storage.WebDav;

/// <summary>A mounted WebDAV server, besides what every storage does.</summary>
public interface IWebDavUpstream : IStorage
{
    /// <summary>The address of a file at the server, without credentials.</summary>
    string GetUrl(StorageEntry file);

    /// <summary>Whether the server gives <paramref name="file"/> to who brings no credentials.</summary>
    Task<bool> IsPublicAsync(StorageEntry file, CancellationToken cancellationToken);
}
