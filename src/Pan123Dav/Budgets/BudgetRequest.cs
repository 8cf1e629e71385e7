using System.Net;
using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.Budgets;

/// <summary>Who gets a link, which decides how its bytes are counted.</summary>
internal enum LinkUse
{
    /// <summary>The client, or a download proxy: the bytes asked for are counted once while the link lives, as nobody sees what flows.</summary>
    HandedOut,

    /// <summary>Only the gateway, which passes the bytes on: every byte is counted each time.</summary>
    PassedOn,
}

/// <summary>A link that somebody asks for.</summary>
/// <param name="User">The user's name.</param>
/// <param name="Address">Where the request came from; null when it came over no network.</param>
/// <param name="Path">Where the file stands.</param>
/// <param name="Fingerprint">What the file is.</param>
/// <param name="Size">The file's size; null when nobody knows it.</param>
/// <param name="Range">The bytes of the file that are asked for.</param>
internal readonly record struct BudgetRequest(string User, IPAddress? Address, StoragePath Path, ulong Fingerprint, long? Size, ByteRange Range)
{
    /// <summary>Who gets the link.</summary>
    public LinkUse Use { get; init; }

    /// <summary>Whether what was paid counts for the user at every address, and not only where the request came from.</summary>
    public bool CountsAnywhere { get; init; }

    /// <summary>Whether making the link takes a while, as a service is asked for it: others may ask for the same one meanwhile.</summary>
    public bool MayWait { get; init; }

    /// <summary>
    /// Whether a media server's library asks, as far as its User-Agent tells: it opens all of the file and reads little. Counts for users who have
    /// <see cref="UserBudgetOptions.ProbeBytes"/>, and for links that are handed out: of what is passed on everybody sees how much it is.
    /// </summary>
    public bool IsProbe { get; init; }
}
