using System.Globalization;
using Microsoft.Net.Http.Headers;
using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>A file as HTTP shows it: everything but its bytes comes from the tree, so that it stays the same whichever link the bytes come by.</summary>
/// <param name="Path">Where the file stands in the storage.</param>
/// <param name="Entry">The file.</param>
/// <param name="EntityTag">Strong, in quotes.</param>
/// <param name="Modified">UTC, whole seconds; null when nobody knows it: then it takes part in no condition and in no header.</param>
/// <param name="ContentType">By the name.</param>
internal readonly record struct Representation(StoragePath Path, StorageEntry Entry, string EntityTag, DateTime? Modified, string ContentType)
{
    /// <summary>The size in bytes; null when nobody knows it for sure.</summary>
    public long? Length => Entry.IsLengthUnsure ? null : Entry.Length;

    /// <summary>Makes one of what the tree says.</summary>
    public static Representation Create(StoragePath path, StorageEntry entry) => new(
        path,
        entry,
        Http.EntityTag.ToText(entry),
        entry.Modified is { } seconds ? HttpDateFormat.FromUnixSeconds(seconds) : null,
        ContentTypes.GetText(entry.Name));

    /// <summary>Which of the file's bytes a request is about, decided here alone.</summary>
    public ByteRange GetRange(IHeaderDictionary request) =>
        ByteRange.Parse(request.Range.ToString(), IfRange.Holds(request.IfRange, EntityTag, Modified), Length);

    /// <summary>
    /// The headers of every answer that is the file or tells of it. Kept by a client, it must be asked for
    /// again: the owner may point the file elsewhere.
    /// </summary>
    public void WriteValidators(HttpResponse response)
    {
        response.Headers.ETag = EntityTag;
        response.Headers.CacheControl = "private, no-cache";
        if (Modified is { } modified)
        {
            response.Headers.LastModified = HeaderUtilities.FormatDate(new DateTimeOffset(modified, TimeSpan.Zero));
        }
    }

    /// <summary>Answers a HEAD from the tree (RFC 9110 section 9.3.2).</summary>
    public Task WriteHeadAsync(HttpResponse response)
    {
        WriteValidators(response);
        response.ContentType = ContentType;
        response.Headers.AcceptRanges = "bytes";
        response.ContentLength = Entry.Length;
        return Task.CompletedTask;
    }

    /// <summary>416 (RFC 9110 section 15.5.17): the file has no byte in the range that was asked for.</summary>
    /// <param name="response">Not yet begun.</param>
    /// <param name="length">How long the file is; null when nobody knows.</param>
    public void WriteRangeNotSatisfiable(HttpResponse response, long? length)
    {
        WriteValidators(response);
        response.StatusCode = StatusCodes.Status416RangeNotSatisfiable;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.ContentRange = length is { } total ? string.Create(CultureInfo.InvariantCulture, $"bytes */{total}") : default;
        response.ContentLength = 0;
    }
}
