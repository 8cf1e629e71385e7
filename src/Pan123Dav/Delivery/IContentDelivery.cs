using Pan123Dav.Links;

namespace Pan123Dav.Delivery;

/// <summary>How the content of a file gets to a client that may have it.</summary>
internal interface IContentDelivery
{
    /// <summary>What <see cref="DeliveryHeader"/> says of it.</summary>
    string Name { get; }

    /// <summary>
    /// Whether the gateway sends the content itself, so that what it answers is the file and every
    /// precondition counts. A redirect is none (RFC 9110 section 13.2.1).
    /// </summary>
    bool SendsContent { get; }

    /// <summary>Answers a GET for <paramref name="file"/>, whose preconditions hold.</summary>
    /// <param name="context">The request.</param>
    /// <param name="file">The file as HTTP shows it.</param>
    /// <param name="request">Who asks for which of its bytes; there is at least one.</param>
    Task DeliverAsync(HttpContext context, Representation file, FileRequest request);
}
