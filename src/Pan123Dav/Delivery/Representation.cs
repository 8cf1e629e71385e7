using System.Globalization;
using Microsoft.Net.Http.Headers;
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

    /// <summary>The headers of every answer that is the file or tells of it. Kept by a client, it must be asked for again: the owner may point the file elsewhere.</summary>
    public void WriteValidators(HttpResponse response)
    {
        response.Headers.ETag = EntityTag;
        response.Headers.CacheControl = "private, no-cache";
        if (Modified is { } modified)
        {
            response.Headers.LastModified = HeaderUtilities.FormatDate(new DateTimeOffset(modified, TimeSpan.Zero));
        }
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
