namespace Pan123Dav.Storage.OpenPlatform;

/// <summary>The two kinds of link that the open platform makes for a file.</summary>
public enum OpenPlatformLink
{
    /// <summary>A paid direct link, which we sign.</summary>
    DirectLink,

    /// <summary>An ordinary download link; 123 binds it to the city that asked, as far as is known.</summary>
    Download,
}
