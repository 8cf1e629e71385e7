namespace Pan123Dav.Emulator.WebDav;

/// <summary>
/// How the stand-in for 123's official WebDAV behaves: each habit that was measured or reported of it, and what else may happen to an upstream. Replaced
/// as a whole.
/// </summary>
public sealed record WebDavSwitches
{
    /// <summary>Properties that it does not know come first, in a 404 <c>propstat</c> of empty elements with the names of those behind.</summary>
    public bool UnknownPropertiesFirst { get; init; } = true;

    /// <summary><c>getetag</c> is there and empty; else it holds the MD5.</summary>
    public bool EmptyEntityTags { get; init; } = true;

    /// <summary><c>creationdate</c> is an HTTP date instead of ISO 8601.</summary>
    public bool CreationDateIsHttpDate { get; init; } = true;

    /// <summary>The <c>displayname</c> of the root: the folder that was granted to the app password.</summary>
    public string RootName { get; init; } = "granted folder";

    /// <summary>The prefix of the <c>DAV:</c> elements; empty for none.</summary>
    public string Prefix { get; init; } = "D";

    /// <summary>hrefs are full URIs instead of absolute paths.</summary>
    public bool FullUris { get; init; }

    /// <summary>A folder's list ends after so many members.</summary>
    public int CutAt { get; init; } = 2000;

    /// <summary>After so long without a request all but PROPFIND of the root is 404 until that was asked for; null for never.</summary>
    public TimeSpan? SleepsAfter { get; init; }

    /// <summary>Where requests are sent by 307: the node of the account. Scheme, host and port; null for nowhere.</summary>
    public Uri? Node { get; init; }

    /// <summary>The app password was reset or deleted: 401 to everybody.</summary>
    public bool PasswordReset { get; init; }

    /// <summary>Nobody is asked for credentials, as other servers may be set up.</summary>
    public bool Anonymous { get; init; }

    /// <summary>The app password is good for reading alone: other methods are 403.</summary>
    public bool ReadOnly { get; init; } = true;

    /// <summary>A GET is answered with the content instead of 302, as by other servers.</summary>
    public bool ServesItself { get; init; }

    /// <summary>The 302 has a page with a link for its body.</summary>
    public bool RedirectHasPage { get; init; } = true;

    /// <summary>The status of the redirect to the content.</summary>
    public int RedirectStatus { get; init; } = 302;

    /// <summary>Where a GET leads instead of the content; null for the content.</summary>
    public string? RedirectTo { get; init; }

    /// <summary>The content host wants the <c>Referer</c> of the site, else 403 with code 1010.</summary>
    public bool RefererRequired { get; init; }

    /// <summary>The content host answers 400 to who brings an <c>Authorization</c> header.</summary>
    public bool ContentRefusesCredentials { get; init; } = true;

    /// <summary>How long content links live.</summary>
    public TimeSpan LinkLifetime { get; init; } = TimeSpan.FromHours(1);
}
