using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.WebDav.Listing;

/// <summary>
/// The members of a collection as a JSON array, for scripts: <c>name</c>, <c>collection</c>, <c>size</c> in bytes and <c>modified</c> in Unix seconds,
/// both null when unknown,
/// and <c>href</c>, an absolute path. Streams, and allocates nothing for a member.
/// </summary>
internal static class JsonListing
{
    // Never inside HTML, so what is not ASCII can stand as it is.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async ValueTask WriteAsync(StreamingBody body, DavResource resource, IEnumerable<StorageEntry> members)
    {
        var parent = resource.MembersHref ?? resource.ToHref();
        var href = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body, Options);
        json.WriteStartArray();
        foreach (var member in members)
        {
            Write(json, parent, member, href);
            json.Flush();
            if (body.IsFlushDue)
            {
                await body.FlushAsync();
            }
        }

        json.WriteEndArray();
        json.Flush();
        body.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> parentHref, in StorageEntry entry, ArrayBufferWriter<byte> href)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, entry.Name);
        json.WriteBoolean("collection"u8, entry.IsCollection);
        WriteNumber(json, "size"u8, entry.Length);
        WriteNumber(json, "modified"u8, entry.Modified);
        href.ResetWrittenCount();
        href.Write(parentHref);
        href.Write(entry.EncodedName);
        href.Write(entry.IsCollection ? "/"u8 : default);
        json.WriteString("href"u8, href.WrittenSpan);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
