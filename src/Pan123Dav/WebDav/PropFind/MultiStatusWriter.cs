using System.Buffers.Text;
using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.WebDav.PropFind;

/// <summary>
/// Writes a multistatus (RFC 4918 section 14.16) straight to the connection: prefix <c>D</c>, no white
/// space, one response an entry, nothing allocated for an entry.
/// </summary>
/// <param name="body">Where it goes.</param>
/// <param name="request">Which properties.</param>
/// <param name="minimal">Whether properties that are not there go unmentioned (RFC 8144 section 2.1, and Exchange's <c>Brief</c>).</param>
/// <param name="unknownModified">The time shown where nobody knows it.</param>
internal sealed class MultiStatusWriter(StreamingBody body, PropFindRequest request, bool minimal, DateTime unknownModified)
{
    // A length, two times, an entity tag and the longest content type.
    private const int ValuesSize = 20 + HttpDateFormat.HttpLength + HttpDateFormat.Rfc3339Length + EntityTag.MaxLength + ContentTypes.MaxLength;

    private readonly long _unknownModified = (long)(unknownModified - DateTime.UnixEpoch).TotalSeconds;
    private HttpDateWriter _times;

    public void Start()
    {
        body.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?><D:multistatus xmlns:D=\"DAV:\""u8);
        if (!minimal)
        {
            body.Write(request.Declarations);
        }

        body.Write(">"u8);
    }

    public void End() => body.Write("</D:multistatus>"u8);

    /// <summary>A response for <paramref name="entry"/>, whose href is <paramref name="parentHref"/> and its encoded name.</summary>
    public void WriteMember(ReadOnlySpan<byte> parentHref, in StorageEntry entry)
    {
        var row = entry.Read();
        Write(parentHref, row.EncodedName, row.IsCollection ? "/"u8 : default, entry, row);
    }

    /// <summary>A response for the resource that was asked for, with the href it was asked for by.</summary>
    public void WriteSelf(ReadOnlySpan<byte> href, in StorageEntry entry, ReadOnlySpan<byte> displayName) =>
        Write(href, default, default, entry, entry.Read() with { Name = displayName, IsNamePlain = false });

    private void Write(ReadOnlySpan<byte> parentHref, ReadOnlySpan<byte> encodedName, ReadOnlySpan<byte> slash, in StorageEntry entry, in EntryRow row)
    {
        var template = request.GetTemplate(row, minimal);
        var text = template.Text;
        var hrefSize = parentHref.Length + encodedName.Length + slash.Length;
        var size = text.Length + ValuesSize + hrefSize + (row.Name.Length * XmlText.MaxGrowth) + request.Unknown.Length;
        var room = body.GetSpan(size);
        var (start, written) = (0, 0);
        foreach (var part in template.Parts)
        {
            written += Copy(text[start..part.End], room[written..]);
            start = part.End;
            if (part.Gap == TemplateGap.Href)
            {
                written += Copy(parentHref, room[written..]);
                written += Copy(encodedName, room[written..]);
                written += Copy(slash, room[written..]);
            }
            else
            {
                written += Fill(part.Gap, entry, row, room[written..]);
            }
        }

        body.Advance(written);
    }

    private int Fill(TemplateGap gap, in StorageEntry entry, in EntryRow row, Span<byte> destination)
    {
        switch (gap)
        {
            case TemplateGap.DisplayName:
                return XmlText.WriteName(row, destination);
            case TemplateGap.Length:
                Utf8Formatter.TryFormat(row.Length.GetValueOrDefault(), destination, out var digits);
                return digits;
            case TemplateGap.LastModified:
                _times.WriteHttp(row.Modified ?? _unknownModified, destination);
                return HttpDateFormat.HttpLength;
            case TemplateGap.CreationDate:
                _times.WriteRfc3339(row.Modified ?? _unknownModified, destination);
                return HttpDateFormat.Rfc3339Length;
            case TemplateGap.ETag:
                return EntityTag.Write(entry.ContentHash, row.Fingerprint, destination);
            case TemplateGap.ContentType:
                return Copy(ContentTypes.Get(row.Name), destination);
            case TemplateGap.Unknown:
                return Copy(request.Unknown, destination);
            case TemplateGap.None:
                return 0;
            default:
                throw new ArgumentOutOfRangeException(nameof(gap));
        }
    }

    private static int Copy(ReadOnlySpan<byte> bytes, Span<byte> destination)
    {
        bytes.CopyTo(destination);
        return bytes.Length;
    }
}
