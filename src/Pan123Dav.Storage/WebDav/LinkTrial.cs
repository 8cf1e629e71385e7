namespace Pan123Dav.Storage.WebDav;

/// <summary>What a content host does with a link that comes without credentials.</summary>
internal enum LinkTrial
{
    /// <summary>It gives the content.</summary>
    Good,

    /// <summary>It wants credentials.</summary>
    Challenged,

    /// <summary>It refuses, or shows a page in place of the content.</summary>
    Refused,

    /// <summary>It does not have it.</summary>
    Missing,

    /// <summary>It cannot be asked just now.</summary>
    Unknown,
}
