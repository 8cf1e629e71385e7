namespace Pan123Dav.Tests.Storages;

/// <summary>The ways to an account's files.</summary>
public enum StorageKind
{
    /// <summary>The open platform, by direct links that the gateway signs.</summary>
    DirectLink,

    /// <summary>The open platform, by its download links.</summary>
    Download,

    /// <summary>A share.</summary>
    Share,

    /// <summary>The web interface, signed in.</summary>
    Personal,

    /// <summary>The official WebDAV. It has no calls: what holds of them is not asked of it.</summary>
    WebDav,
}
