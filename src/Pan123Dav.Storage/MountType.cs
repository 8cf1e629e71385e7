namespace Pan123Dav.Storage;

/// <summary>The kinds of storage that can be mounted.</summary>
public enum MountType
{
    /// <summary>A tree text of 123 direct links, signed on the way out.</summary>
    DirectLink,

    /// <summary>A tree text of any links, never signed.</summary>
    UrlTree,

    /// <summary>The owner's files by 123's open platform, its official interface.</summary>
    OpenPlatform,

    /// <summary>A share link, by the interface of 123's web pages. Unofficial.</summary>
    Share,

    /// <summary>The owner's files with account and password, by the interface of 123's web pages. Unofficial.</summary>
    Personal,

    /// <summary>What a WebDAV server serves: 123's own for its members, or any other.</summary>
    WebDav,
}
