using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Pan123Dav.Delivery.Origin;
using Pan123Dav.Http;
using Pan123Dav.Links;
using Pan123Dav.Storage;
using Yarp.ReverseProxy.Forwarder;

namespace Pan123Dav.Delivery.Proxy;

/// <summary>
/// One question to a content host and its answer, as the forwarder asks for them. Outward only the headers named here go; back only what
/// the tree and the bytes tell. An answer that is no good leaves the response untouched.
/// </summary>
internal sealed class OriginExchange(
    Uri address, SignedLink link, Representation file, ByteRange range, InactivityTimer silence, InactivityTimer patience, PaidTransfer transfer)
    : HttpTransformer
{
    /// <summary>What came of it.</summary>
    public OriginResponse Answer { get; private set; }

    /// <summary>Where the answer leads that says the file has moved; null when that is no place to go.</summary>
    public Uri? Next { get; private set; }

    /// <summary>The bytes that are passed on.</summary>
    public OriginBody? Body { get; private set; }

    /// <summary>Whether all of them were.</summary>
    public bool IsComplete { get; private set; }

    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        OriginClient.Prepare(proxyRequest, address, file.Entry.Table, link);
        if (range.IsOne)
        {
            proxyRequest.Headers.TryAddWithoutValidation("Range", range.ToString());
        }

        silence.Start();
        return default;
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        silence.Stop();
        if (proxyResponse is null)
        {
            return true;
        }

        // The forwarder has copied both by now.
        httpContext.Response.StatusCode = StatusCodes.Status200OK;
        httpContext.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = null;

        var mayBeHtml = file.ContentType is "text/html" or "application/xhtml+xml";
        Answer = OriginResponse.Read(proxyResponse, range, file.Length, mayBeHtml);
        if (Answer.Verdict == OriginOutcome.Moved)
        {
            Next = OriginUri.FromRedirect(address, proxyResponse);
        }

        if (Answer.Verdict != OriginOutcome.Good)
        {
            return false;
        }

        var most = httpContext.Features.Get<MaxContentLength>()?.Bytes;
        if (Answer.Count > most)
        {
            Answer = new OriginResponse(OriginOutcome.TooLong);
            return false;
        }

        if (Answer.Count is { } count && !await transfer.TryReserveAsync(count))
        {
            // A host may send more than it was asked for, and of an unknown size only its answer tells.
            Answer = new OriginResponse(OriginOutcome.Unpaid);
            return false;
        }

        WriteHead(httpContext.Response, file, Answer.Count);
        if (proxyResponse.StatusCode == System.Net.HttpStatusCode.PartialContent)
        {
            WritePart(httpContext.Response);
        }

        var bytes = await proxyResponse.Content.ReadAsStreamAsync(cancellationToken);
        Body = new OriginBody(bytes, Answer.Count, most, silence, patience, transfer, httpContext);
        IsComplete = await Body.TryPassOnAsync();

        // Nothing is left for the forwarder to copy.
        return false;
    }

    public override ValueTask TransformResponseTrailersAsync(HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) =>
        default;

    /// <summary>The headers of an answer with as many bytes as <paramref name="count"/> says.</summary>
    public static void WriteHead(HttpResponse response, in Representation file, long? count)
    {
        file.WriteValidators(response);
        response.Headers.AcceptRanges = "bytes";
        response.ContentType = file.ContentType;
        response.ContentLength = count;
        response.Headers.XContentTypeOptions = "nosniff";
        if (!IsHarmless(file.ContentType))
        {
            // A page in the tree must not act as one of the gateway's.
            response.Headers.ContentSecurityPolicy = "sandbox";
        }
    }

    // What browsers run scripts in is more than HTML, and grows; what they show without running anything is known. A sandbox keeps PDF viewers from opening.
    private static bool IsHarmless(string type) =>
        type is "text/plain" or "application/pdf"
        || type.StartsWith("audio/", StringComparison.Ordinal)
        || type.StartsWith("video/", StringComparison.Ordinal)
        || (type.StartsWith("image/", StringComparison.Ordinal) && !type.EndsWith("+xml", StringComparison.Ordinal));

    private void WritePart(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status206PartialContent;
        var total = Answer.Total is { } length ? length.ToString(CultureInfo.InvariantCulture) : "*";
        response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {Answer.First}-{Answer.First + Answer.Count - 1}/{total}");
    }
}
