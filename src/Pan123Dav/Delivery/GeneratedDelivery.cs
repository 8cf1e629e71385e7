using System.Globalization;
using Pan123Dav.Http;
using Pan123Dav.Links;
using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>Sends a text that the gateway makes itself, such as a <c>.strm</c> file.</summary>
internal sealed class GeneratedDelivery : IContentDelivery
{
    public static readonly GeneratedDelivery Instance = new();

    private GeneratedDelivery()
    {
    }

    // The client gets bytes from here, as from the proxy.
    public string Name => DeliveryHeader.Proxy;

    public bool SendsContent => true;

    /// <summary>Whether <paramref name="file"/> is such a text.</summary>
    public static bool IsFor(StorageEntry file) => file.Table.Owner is IGeneratedContent;

    public async Task DeliverAsync(HttpContext context, Representation file, FileRequest request)
    {
        var content = ((IGeneratedContent)file.Entry.Table.Owner).GetContent(file.Entry.Index);
        var response = context.Response;
        file.WriteValidators(response);
        response.Headers.AcceptRanges = "bytes";
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentType = file.ContentType;
        if (request.Range.Within(content.Length) is { IsOne: true, First: { } first, Last: { } last })
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {first}-{last}/{content.Length}");
            content = content[(int)first..((int)last + 1)];
        }

        response.ContentLength = content.Length;
        ResponseSummary.AddBytes(context, content.Length);
        await response.BodyWriter.WriteAsync(content, context.RequestAborted);
    }
}
