using System.Globalization;
using System.Text;
using System.Xml;

namespace Pan123Dav.Storage.WebDav;

/// <summary>
/// Pulls the responses out of a multistatus (RFC 4918 section 13) as it arrives, by namespace and not by prefix. Nothing is kept but the response at
/// hand; a DTD, deep nesting and long values are errors. Property values count from statuses of 2xx only: 123 lists those it does not know before the
/// others, as empty elements of the same names.
/// </summary>
internal sealed class MultiStatusReader : IDisposable
{
    private const string Dav = "DAV:";
    private const int MaxDepth = 64;
    private const int MaxHref = 16 * 1024;
    private const int MaxValue = 256;

    private readonly XmlReader _reader;
    private readonly char[] _chunk = new char[512];
    private readonly StringBuilder _text = new();

    /// <param name="stream">The body; its length is the caller's to bound.</param>
    public MultiStatusReader(Stream stream) => _reader = XmlReader.Create(stream, new XmlReaderSettings
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 1024,

        // A reference to what XML cannot hold spoils nothing: hrefs are percent-encoded, and nothing else of a name is read.
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = false,
    });

    /// <summary>The responses in their order.</summary>
    /// <exception cref="XmlException">It is no XML, or none that may be read.</exception>
    /// <exception cref="FormatException">It is no multistatus.</exception>
    public async IAsyncEnumerable<MultiStatusResponse> ReadAsync()
    {
        if (await _reader.MoveToContentAsync().ConfigureAwait(false) != XmlNodeType.Element || !IsAt("multistatus"))
        {
            throw new FormatException("is no multistatus");
        }

        for (var isEmpty = _reader.IsEmptyElement; !isEmpty && await NextAsync(0).ConfigureAwait(false);)
        {
            if (IsAt("response") && await ReadResponseAsync().ConfigureAwait(false) is { } response)
            {
                yield return response;
            }
        }

        // What stands behind the root element is looked at too: it may be anything.
        while (await _reader.ReadAsync().ConfigureAwait(false))
        {
        }
    }

    public void Dispose() => _reader.Dispose();

    private async ValueTask<MultiStatusResponse?> ReadResponseAsync()
    {
        var (href, status, found) = ((string?)null, (int?)null, new Properties());
        for (var isEmpty = _reader.IsEmptyElement; !isEmpty && await NextAsync(1).ConfigureAwait(false);)
        {
            if (IsAt("href"))
            {
                // Others may follow, for a status that holds of several (section 14.24); a listing has none of those.
                href = href is null ? await ReadTextAsync(MaxHref).ConfigureAwait(false) : href;
            }
            else if (IsAt("status"))
            {
                status = ParseStatus(await ReadTextAsync(MaxValue).ConfigureAwait(false));
            }
            else if (IsAt("propstat"))
            {
                var (code, properties) = await ReadPropStatAsync().ConfigureAwait(false);
                found = code is >= 200 and < 300 ? properties.Over(found) : found;
            }
        }

        return href is null ? null : new MultiStatusResponse(href, status, found.IsCollection, found.Length, found.Modified);
    }

    private async ValueTask<(int Status, Properties Properties)> ReadPropStatAsync()
    {
        var (status, properties) = (0, new Properties());
        for (var isEmpty = _reader.IsEmptyElement; !isEmpty && await NextAsync(2).ConfigureAwait(false);)
        {
            if (IsAt("status"))
            {
                status = ParseStatus(await ReadTextAsync(MaxValue).ConfigureAwait(false));
            }
            else if (IsAt("prop"))
            {
                properties = await ReadPropertiesAsync().ConfigureAwait(false);
            }
        }

        return (status, properties);
    }

    private async ValueTask<Properties> ReadPropertiesAsync()
    {
        var properties = new Properties();
        for (var isEmpty = _reader.IsEmptyElement; !isEmpty && await NextAsync(3).ConfigureAwait(false);)
        {
            if (IsAt("resourcetype"))
            {
                properties = properties with { IsCollection = await IsCollectionAsync().ConfigureAwait(false) };
            }
            else if (IsAt("getcontentlength"))
            {
                properties = properties with { Length = ParseLength(await ReadTextAsync(MaxValue).ConfigureAwait(false)) };
            }
            else if (IsAt("getlastmodified"))
            {
                properties = properties with { Modified = ParseTime(await ReadTextAsync(MaxValue).ConfigureAwait(false)) };
            }
        }

        return properties;
    }

    private async ValueTask<bool> IsCollectionAsync()
    {
        var isCollection = false;
        for (var isEmpty = _reader.IsEmptyElement; !isEmpty && await NextAsync(4).ConfigureAwait(false);)
        {
            isCollection |= IsAt("collection");
        }

        return isCollection;
    }

    // To the next member of the element at this depth; false at its end. What stands deeper is passed over.
    private async ValueTask<bool> NextAsync(int depth)
    {
        while (await _reader.ReadAsync().ConfigureAwait(false))
        {
            if (_reader.Depth > MaxDepth)
            {
                throw new FormatException("is nested too deeply");
            }

            if (_reader.NodeType == XmlNodeType.Element && _reader.Depth == depth + 1)
            {
                return true;
            }

            if (_reader.NodeType == XmlNodeType.EndElement && _reader.Depth == depth)
            {
                return false;
            }
        }

        return false;
    }

    private async ValueTask<string> ReadTextAsync(int max)
    {
        var depth = _reader.Depth;
        _text.Clear();
        for (var isEmpty = _reader.IsEmptyElement; !isEmpty && await _reader.ReadAsync().ConfigureAwait(false);)
        {
            if (_reader.NodeType == XmlNodeType.EndElement && _reader.Depth == depth)
            {
                break;
            }

            if (_reader.Depth != depth + 1 || !_reader.CanReadValueChunk || _reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA))
            {
                continue;
            }

            for (int read; (read = await _reader.ReadValueChunkAsync(_chunk, 0, _chunk.Length).ConfigureAwait(false)) > 0;)
            {
                if (_text.Append(_chunk, 0, read).Length > max)
                {
                    throw new FormatException("has a value that is longer than any should be");
                }
            }
        }

        return _text.ToString().Trim();
    }

    private bool IsAt(string name) => _reader.LocalName == name && _reader.NamespaceURI == Dav;

    // HTTP/1.1 200 OK
    private static int ParseStatus(string text) =>
        text.Split(' ', 3) is [_, var code, ..] && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : 0;

    private static long? ParseLength(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;

    // RFC 1123 as it should be, or ISO 8601 as some servers write it. A weekday that does not fit the date is nobody's business.
    private static long? ParseTime(string text)
    {
        var date = text.AsSpan(text.IndexOf(',', StringComparison.Ordinal) + 1).Trim();
        return DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && time.ToUnixTimeSeconds() is var seconds and > 0
            ? seconds
            : null;
    }

    private readonly record struct Properties(bool? IsCollection, long? Length, long? Modified)
    {
        public Properties Over(Properties other) => new(IsCollection ?? other.IsCollection, Length ?? other.Length, Modified ?? other.Modified);
    }
}
