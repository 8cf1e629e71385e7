using System.Buffers;

namespace Pan123Dav.Storage.Urls;

/// <summary>
/// Brings a URL as an owner pastes it, raw or percent-encoded UTF-8, into the ASCII form that is kept, signed against and sent: what was encoded stays as
/// written, what must be encoded is, a stray percent sign in the path becomes <c>%25</c>, the query stays as it is, the fragment is dropped.
/// One object reads any number of URLs; what it tells holds until the next.
/// </summary>
internal sealed class OriginUrl
{
    // RFC 3986 section 3.3, pchar and the slash; the percent sign is looked at on its own.
    private static readonly bool[] IsPathCharacter =
        Table("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/"u8);

    // What browsers leave alone in a query, percent signs included: it is the origin's own language.
    private static readonly SearchValues<byte> QueryCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?[]%"u8);

    private static readonly SearchValues<byte> ControlCharacters = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(value => (byte)value), 0x7F]);

    private byte[] _ascii = new byte[512];
    private int _length;
    private int _segmentStart;
    private int _segmentEnd;

    // Neighbours in a tree share their folder's URL, so the last one's reading stays at the buffer's start.
    private byte[] _directory = [];
    private int _directoryLength;
    private int _directoryStrayPercent;

    /// <summary>The URL.</summary>
    public ReadOnlySpan<byte> Ascii => _ascii.AsSpan(0, _length);

    /// <summary>Where the last segment of the path starts in <see cref="Ascii"/>.</summary>
    public int TailStart => _segmentStart;

    /// <summary>The last segment of the path, as it is in <see cref="Ascii"/>.</summary>
    public ReadOnlySpan<byte> Segment => _ascii.AsSpan(_segmentStart, _segmentEnd - _segmentStart);

    /// <summary>Where the last segment of the path stands in what was read.</summary>
    public int SegmentOffset { get; private set; }

    /// <summary>How long the last segment of the path is in what was read.</summary>
    public int SegmentLength { get; private set; }

    /// <summary>Where the first stray percent sign of the path stands, or -1.</summary>
    public int StrayPercentOffset { get; private set; }

    /// <summary>Where a fragment starts that is not empty, or -1.</summary>
    public int FragmentOffset { get; private set; }

    /// <summary>After a failure: what is wrong and what to write instead. Holds nothing of the URL.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>After a failure: where it is wrong.</summary>
    public int FaultOffset { get; private set; }

    /// <summary>
    /// Reads <paramref name="raw"/> when it is in the directory of the URL before it and goes on with nothing but the percent-encoding of
    /// <paramref name="name"/>, as most URLs of a tree do: then there is nothing in it to check or to change.
    /// </summary>
    public bool TryReadNamed(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> name)
    {
        if (_directory.Length == 0 || _directoryStrayPercent >= 0 || !raw.StartsWith(_directory)
            || !PercentEncoding.IsEncodingOf(raw[_directory.Length..], name))
        {
            return false;
        }

        var tail = raw[_directory.Length..];
        Reserve(_directoryLength + tail.Length);
        tail.CopyTo(_ascii.AsSpan(_directoryLength));
        _length = _directoryLength + tail.Length;
        (_segmentStart, _segmentEnd) = (_directoryLength, _length);
        (SegmentOffset, SegmentLength) = (_directory.Length, tail.Length);
        (StrayPercentOffset, FragmentOffset) = (-1, -1);
        return true;
    }

    /// <summary>Reads <paramref name="raw"/>, well-formed UTF-8.</summary>
    public bool TryRead(ReadOnlySpan<byte> raw)
    {
        FragmentOffset = -1;
        if (raw.IndexOfAny(ControlCharacters) is var control and >= 0)
        {
            return Fail("The address holds a control character. Take it out, or write it percent-encoded.", control);
        }

        var hash = raw.IndexOf((byte)'#');
        if (hash >= 0)
        {
            FragmentOffset = hash + 1 < raw.Length ? hash : -1;
            raw = raw[..hash];
        }

        var query = raw.IndexOf((byte)'?');
        var path = query < 0 ? raw : raw[..query];
        SegmentOffset = path.LastIndexOf((byte)'/') + 1;
        if ((_directory.Length == 0 || !path[..SegmentOffset].SequenceEqual(_directory)) && !TryReadDirectory(path))
        {
            return false;
        }

        StrayPercentOffset = _directoryStrayPercent;
        Reserve(_directoryLength + ((raw.Length - SegmentOffset) * 3));
        _length = _directoryLength;
        _segmentStart = _length;
        AppendPath(path[SegmentOffset..], SegmentOffset);
        _segmentEnd = _length;
        SegmentLength = path.Length - SegmentOffset;
        if (query >= 0)
        {
            AppendQuery(raw[query..]);
        }

        return true;
    }

    private bool TryReadDirectory(ReadOnlySpan<byte> path)
    {
        _directory = [];
        var slashes = path.IndexOf("://"u8);
        if (slashes < 0)
        {
            return Fail(OriginAuthority.SchemeFault, 0);
        }

        var host = slashes + 3;
        var hasPath = SegmentOffset > host;
        var hostEnd = hasPath ? host + path[host..].IndexOf((byte)'/') : path.Length;
        if (!OriginAuthority.TryRead(path[..hostEnd], out var authority, out var fault))
        {
            return Fail(fault.Message, fault.Offset);
        }

        SegmentOffset = hasPath ? SegmentOffset : hostEnd;
        var rest = hasPath ? path[hostEnd..SegmentOffset] : "/"u8;
        Reserve(authority.Length + (rest.Length * 3));
        authority.CopyTo(_ascii, 0);
        _length = authority.Length;
        StrayPercentOffset = -1;
        AppendPath(rest, hostEnd);
        _directoryStrayPercent = StrayPercentOffset;
        _directoryLength = _length;

        // Without a path the next URL's directory would be this one's scheme alone, and match.
        if (hasPath)
        {
            _directory = path[..SegmentOffset].ToArray();
        }

        return true;
    }

    private void AppendPath(ReadOnlySpan<byte> part, int offset)
    {
        var written = _ascii.AsSpan(_length);
        var length = 0;
        for (var at = 0; at < part.Length; at++)
        {
            var b = part[at];
            if (IsPathCharacter[b])
            {
                written[length++] = b;
            }
            else if (b == (byte)'%' && PercentEncoding.TryReadTriplet(part[at..], out _))
            {
                // The two digits that follow are path characters.
                written[length++] = b;
            }
            else
            {
                StrayPercentOffset = b == (byte)'%' && StrayPercentOffset < 0 ? offset + at : StrayPercentOffset;
                PercentEncoding.WriteTriplet(b, written[length..]);
                length += 3;
            }
        }

        _length += length;
    }

    private void AppendQuery(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (QueryCharacters.Contains(text[0]))
            {
                var good = text.IndexOfAnyExcept(QueryCharacters);
                good = good < 0 ? text.Length : good;
                text[..good].CopyTo(_ascii.AsSpan(_length));
                _length += good;
                text = text[good..];
            }
            else
            {
                PercentEncoding.WriteTriplet(text[0], _ascii.AsSpan(_length));
                _length += 3;
                text = text[1..];
            }
        }
    }

    private static bool[] Table(ReadOnlySpan<byte> characters)
    {
        var table = new bool[256];
        foreach (var character in characters)
        {
            table[character] = true;
        }

        return table;
    }

    private void Reserve(int size)
    {
        if (_ascii.Length < size)
        {
            Array.Resize(ref _ascii, Math.Max(size, _ascii.Length * 2));
        }
    }

    private bool Fail(string message, int offset)
    {
        Fault = message;
        FaultOffset = offset;
        return false;
    }
}
