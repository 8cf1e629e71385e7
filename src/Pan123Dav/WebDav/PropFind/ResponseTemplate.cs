using System.Buffers;
using System.Runtime.InteropServices;

namespace Pan123Dav.WebDav.PropFind;

/// <summary>
/// A response element (RFC 4918 section 14.24) with gaps where entries differ. What stands between the gaps is put together once for all entries of a kind,
/// so that a member costs few copies.
/// </summary>
internal sealed class ResponseTemplate
{
    private readonly List<TemplatePart> _parts = [];
    private readonly ArrayBufferWriter<byte> _text = new();

    private ResponseTemplate()
    {
    }

    /// <summary>The bytes between the gaps.</summary>
    public ReadOnlySpan<byte> Text => _text.WrittenSpan;

    /// <summary>The parts in order; the last one's gap is <see cref="TemplateGap.None"/>.</summary>
    public ReadOnlySpan<TemplatePart> Parts => CollectionsMarshal.AsSpan(_parts);

    /// <param name="request">Which properties.</param>
    /// <param name="has">What the entries have.</param>
    /// <param name="minimal">Whether properties that are not there go unmentioned.</param>
    public static ResponseTemplate Create(PropFindRequest request, LiveProperty has, bool minimal)
    {
        var template = new ResponseTemplate();
        template.Add("<D:response><D:href>"u8, TemplateGap.Href, "</D:href>"u8);
        var found = request.Live & has;
        var missing = request.Kind == PropFindKind.Prop && !minimal ? request.Live & ~has : LiveProperty.None;
        var hasUnknown = request.Unknown.Length > 0 && !minimal;
        if (found != LiveProperty.None || (missing == LiveProperty.None && !hasUnknown))
        {
            template.Add("<D:propstat><D:prop>"u8);
            template.AddProperties(found, isEmpty: request.Kind == PropFindKind.PropName, has == LiveProperty.Collection);
            template.Add("</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>"u8);
        }

        if (missing != LiveProperty.None || hasUnknown)
        {
            template.Add("<D:propstat><D:prop>"u8);
            template.AddProperties(missing, isEmpty: true, isCollection: false);
            if (hasUnknown)
            {
                template.Add(default, TemplateGap.Unknown, default);
            }

            template.Add("</D:prop><D:status>HTTP/1.1 404 Not Found</D:status></D:propstat>"u8);
        }

        template.Add("</D:response>"u8);
        template._parts.Add(new TemplatePart(template._text.WrittenCount, TemplateGap.None));
        return template;
    }

    private void AddProperties(LiveProperty properties, bool isEmpty, bool isCollection)
    {
        foreach (var property in LiveProperties.Order)
        {
            if ((properties & property) != 0)
            {
                if (isEmpty)
                {
                    Add(LiveProperties.EmptyElement(property));
                }
                else
                {
                    AddValue(property, isCollection);
                }
            }
        }
    }

    private void AddValue(LiveProperty property, bool isCollection)
    {
        switch (property)
        {
            case LiveProperty.DisplayName:
                Add("<D:displayname>"u8, TemplateGap.DisplayName, "</D:displayname>"u8);
                break;
            case LiveProperty.ResourceType:
                Add(isCollection ? "<D:resourcetype><D:collection/></D:resourcetype>"u8 : "<D:resourcetype/>"u8);
                break;
            case LiveProperty.GetContentLength:
                Add("<D:getcontentlength>"u8, TemplateGap.Length, "</D:getcontentlength>"u8);
                break;
            case LiveProperty.GetLastModified:
                Add("<D:getlastmodified>"u8, TemplateGap.LastModified, "</D:getlastmodified>"u8);
                break;
            case LiveProperty.CreationDate:
                Add("<D:creationdate>"u8, TemplateGap.CreationDate, "</D:creationdate>"u8);
                break;
            case LiveProperty.GetETag:
                Add("<D:getetag>"u8, TemplateGap.ETag, "</D:getetag>"u8);
                break;
            case LiveProperty.GetContentType:
                Add("<D:getcontenttype>"u8, TemplateGap.ContentType, "</D:getcontenttype>"u8);
                break;
            case LiveProperty.SupportedLock:
                Add("<D:supportedlock/>"u8);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(property));
        }
    }

    private void Add(ReadOnlySpan<byte> text) => _text.Write(text);

    private void Add(ReadOnlySpan<byte> before, TemplateGap gap, ReadOnlySpan<byte> behind)
    {
        _text.Write(before);
        _parts.Add(new TemplatePart(_text.WrittenCount, gap));
        _text.Write(behind);
    }
}

/// <summary>Text, and the gap behind it.</summary>
/// <param name="End">Where in the template's text this part ends; it begins where the one before ended.</param>
/// <param name="Gap">What follows.</param>
internal readonly record struct TemplatePart(int End, TemplateGap Gap);

/// <summary>What is filled in for each entry.</summary>
internal enum TemplateGap
{
    /// <summary>Nothing: the end.</summary>
    None,

    Href,
    DisplayName,
    Length,
    LastModified,
    CreationDate,
    ETag,
    ContentType,

    /// <summary>The request's unknown properties.</summary>
    Unknown,
}
