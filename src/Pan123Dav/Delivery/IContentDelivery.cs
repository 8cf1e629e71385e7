using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>How the content of a file gets to a client that may have it.</summary>
internal interface IContentDelivery
{
    /// <summary>What <see cref="DeliveryHeader"/> says of it.</summary>
    string Name { get; }

    /// <summary>Whether the gateway sends the content itself, so that what it answers is the file and every precondition counts. A redirect is none (RFC 9110 section 13.2.1).</summary>
    bool SendsContent { get; }

    /// <summary>Answers a GET for <paramref name="file"/>, whose preconditions hold.</summary>
    /// <param name="context">The request.</param>
    /// <param name="storage">What its user may see.</param>
    /// <param name="file">The file.</param>
    /// <param name="range">Which of its bytes the request is about; there is at least one.</param>
    Task DeliverAsync(HttpContext context, IStorage storage, Representation file, ByteRange range);
}
