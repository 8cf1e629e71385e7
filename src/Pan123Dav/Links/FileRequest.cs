using System.Net;
using Pan123Dav.Http;
using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Storage;

namespace Pan123Dav.Links;

/// <summary>Who asks for which bytes of which file.</summary>
/// <param name="User">The user's name.</param>
/// <param name="Address">Where the user sits; null when that is not known.</param>
/// <param name="Path">Where the file stands in the user's drive.</param>
/// <param name="File">The file.</param>
/// <param name="Range">Which of its bytes are asked for.</param>
/// <param name="Lifetime">How long a link for this client should live.</param>
internal readonly record struct FileRequest(string User, IPAddress? Address, StoragePath Path, StorageEntry File, ByteRange Range, LinkLifetime Lifetime)
{
    /// <summary>Whether what is paid counts for the user at every address.</summary>
    public bool CountsAnywhere { get; init; }

    /// <summary>What the user proved to be themselves with: when it changes, the links that it was given for end.</summary>
    public LinkCredential Credential { get; init; }

    /// <summary>Where the request's log looks for the link that was made; null where it is not asked for.</summary>
    public ResponseSummary? Summary { get; init; }

    /// <summary>Whether a media server's library asks, which opens all of a file and reads little of it.</summary>
    public bool IsProbe { get; init; }

    /// <summary>Tells the request's log of the link.</summary>
    /// <param name="countedBytes">What the budgets counted; 0 for what was paid for.</param>
    public void TellOfLink(long countedBytes)
    {
        if (Summary is { } summary)
        {
            summary.Link = new IssuedLink(Address, File.Length, countedBytes);
        }
    }
}
