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
    // All elements with their end tags and fixed-width values; what varies is added for each entry.
    private const int FixedSize = 1024;

    private readonly byte[] _unknown = minimal ? [] : request.Unknown;

    public void Start()
    {
        body.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?><D:multistatus xmlns:D=\"DAV:\""u8);
        if (_unknown.Length > 0)
        {
            body.Write(request.Declarations);
        }

        body.Write(">"u8);
    }

    public void End() => body.Write("</D:multistatus>"u8);

    /// <summary>A response for <paramref name="entry"/>, whose href is <paramref name="parentHref"/> and its encoded name.</summary>
    public void WriteMember(ReadOnlySpan<byte> parentHref, in StorageEntry entry) =>
        Write(parentHref, entry.EncodedName, entry.IsCollection, entry, entry.Name, entry.IsNamePlain);

    /// <summary>A response for the resource that was asked for, with the href it was asked for by.</summary>
    public void WriteSelf(ReadOnlySpan<byte> href, in StorageEntry entry, ReadOnlySpan<byte> displayName) =>
        Write(href, default, false, entry, displayName, false);

    private void Write(
        ReadOnlySpan<byte> parentHref, ReadOnlySpan<byte> encodedName, bool slash, in StorageEntry entry, ReadOnlySpan<byte> name, bool isNamePlain)
    {
        var type = entry.IsCollection ? [] : ContentTypes.Get(name);
        var size = FixedSize + parentHref.Length + encodedName.Length + (name.Length * XmlText.MaxGrowth) + type.Length + _unknown.Length;
        var writer = new SpanWriter(body.GetSpan(size));
        writer.Write("<D:response><D:href>"u8);
        writer.Write(parentHref);
        writer.Write(encodedName);
        writer.Write(slash ? "/</D:href>"u8 : "</D:href>"u8);

        var has = LiveProperties.GetApplicable(entry);
        var found = request.Live & has;
        var missing = request.Kind == PropFindKind.Prop && !minimal ? request.Live & ~has : LiveProperty.None;
        if (found != LiveProperty.None || (missing == LiveProperty.None && _unknown.Length == 0))
        {
            writer.Write("<D:propstat><D:prop>"u8);
            if (request.Kind == PropFindKind.PropName)
            {
                WriteEmpty(ref writer, found);
            }
            else
            {
                WriteValues(ref writer, found, entry, name, isNamePlain, type);
            }

            writer.Write("</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>"u8);
        }

        if (missing != LiveProperty.None || _unknown.Length > 0)
        {
            writer.Write("<D:propstat><D:prop>"u8);
            WriteEmpty(ref writer, missing);
            writer.Write(_unknown);
            writer.Write("</D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>"u8);
        }

        writer.Write("</D:response>"u8);
        body.Advance(writer.Written);
    }

    private void WriteValues(
        ref SpanWriter writer, LiveProperty found, in StorageEntry entry, ReadOnlySpan<byte> name, bool isNamePlain, ReadOnlySpan<byte> type)
    {
        if ((found & LiveProperty.DisplayName) != 0)
        {
            writer.Write("<D:displayname>"u8);
            if (isNamePlain)
            {
                writer.Write(name);
            }
            else
            {
                writer.Advance(XmlText.Write(name, writer.Rest));
            }

            writer.Write("</D:displayname>"u8);
        }

        if ((found & LiveProperty.ResourceType) != 0)
        {
            writer.Write(entry.IsCollection ? "<D:resourcetype><D:collection/></D:resourcetype>"u8 : "<D:resourcetype/>"u8);
        }

        if ((found & LiveProperty.GetContentLength) != 0)
        {
            writer.Write("<D:getcontentlength>"u8);
            Utf8Formatter.TryFormat(entry.Length.GetValueOrDefault(), writer.Rest, out var digits);
            writer.Advance(digits);
            writer.Write("</D:getcontentlength>"u8);
        }

        WriteTimes(ref writer, found, entry);

        if ((found & LiveProperty.GetETag) != 0)
        {
            writer.Write("<D:getetag>"u8);
            writer.Advance(EntityTag.Write(entry, writer.Rest));
            writer.Write("</D:getetag>"u8);
        }

        if ((found & LiveProperty.GetContentType) != 0)
        {
            writer.Write("<D:getcontenttype>"u8);
            writer.Write(type);
            writer.Write("</D:getcontenttype>"u8);
        }

        if ((found & LiveProperty.SupportedLock) != 0)
        {
            writer.Write("<D:supportedlock/>"u8);
        }
    }

    private void WriteTimes(ref SpanWriter writer, LiveProperty found, in StorageEntry entry)
    {
        if ((found & (LiveProperty.GetLastModified | LiveProperty.CreationDate)) == 0)
        {
            return;
        }

        var time = entry.Modified is { } seconds ? HttpDateFormat.FromUnixSeconds(seconds) : unknownModified;
        if ((found & LiveProperty.GetLastModified) != 0)
        {
            writer.Write("<D:getlastmodified>"u8);
            HttpDateFormat.WriteHttp(time, writer.Rest);
            writer.Advance(HttpDateFormat.HttpLength);
            writer.Write("</D:getlastmodified>"u8);
        }

        if ((found & LiveProperty.CreationDate) != 0)
        {
            writer.Write("<D:creationdate>"u8);
            HttpDateFormat.WriteRfc3339(time, writer.Rest);
            writer.Advance(HttpDateFormat.Rfc3339Length);
            writer.Write("</D:creationdate>"u8);
        }
    }

    private static void WriteEmpty(ref SpanWriter writer, LiveProperty properties)
    {
        foreach (var property in LiveProperties.Order)
        {
            if ((properties & property) != 0)
            {
                writer.Write(LiveProperties.EmptyElement(property));
            }
        }
    }
}
