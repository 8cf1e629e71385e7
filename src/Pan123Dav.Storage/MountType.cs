namespace Pan123Dav.Storage;

/// <summary>The kinds of storage that can be mounted.</summary>
public enum MountType
{
    /// <summary>A tree text of 123 direct links, signed on the way out.</summary>
    DirectLink,

    /// <summary>A tree text of any links, never signed.</summary>
    UrlTree,
}
