using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>
/// The query that 123's CDN asks with: <c>remote_addr=IP&amp;request_uri=/path?auth_key=…&amp;pd=…</c>, the last unescaped, so that its own pairs look like
/// further ones of the query; or escaped like any value. Whoever plays a link may add pairs to it, and they arrive here behind it: what stands first counts.
/// Source: README of XiaoyuPostHub-Next, the one project known to use it.
/// </summary>
internal readonly ref struct RemoteAuthRequest
{
    private RemoteAuthRequest(ulong address, ReadOnlySpan<byte> path, ReadOnlySpan<byte> authKey, ReadOnlySpan<byte> ticket)
    {
        Address = address;
        Path = path;
        AuthKey = authKey;
        Ticket = ticket;
    }

    /// <summary>Who asks 123: see <see cref="VisitorAddress"/>.</summary>
    public ulong Address { get; }

    /// <summary>The path that 123 is asked for, percent-encoded.</summary>
    public ReadOnlySpan<byte> Path { get; }

    /// <summary>The first <c>auth_key</c>; empty when there is none.</summary>
    public ReadOnlySpan<byte> AuthKey { get; }

    /// <summary>The first <c>pd</c>; empty when there is none.</summary>
    public ReadOnlySpan<byte> Ticket { get; }

    /// <summary>Reads a query.</summary>
    /// <param name="query">Without its question mark.</param>
    /// <param name="room">As long as the query: takes an escaped value, which is decoded once.</param>
    /// <param name="request">Points into one of the two.</param>
    public static bool TryParse(ReadOnlySpan<byte> query, Span<byte> room, out RemoteAuthRequest request)
    {
        request = default;
        ulong? address = null;
        while (!query.IsEmpty)
        {
            var end = query.IndexOf((byte)'&');
            var pair = end < 0 ? query : query[..end];
            if (pair.StartsWith("request_uri="u8))
            {
                return address is { } visitor && TryReadTarget(query["request_uri=".Length..], room, out var target)
                    && TryReadLink(visitor, target, out request);
            }

            if (address is null && pair.StartsWith("remote_addr="u8))
            {
                if (!VisitorAddress.TryParse(pair["remote_addr=".Length..], out var value))
                {
                    return false;
                }

                address = value;
            }

            query = end < 0 ? default : query[(end + 1)..];
        }

        return false;
    }

    private static bool TryReadTarget(ReadOnlySpan<byte> value, Span<byte> room, out ReadOnlySpan<byte> target)
    {
        target = value;
        if (value.StartsWith("/"u8))
        {
            return true;
        }

        var end = value.IndexOf((byte)'&');
        value = end < 0 ? value : value[..end];
        var isDecoded = TryDecode(value, room, out var length);
        target = room[..length];
        return isDecoded && target.StartsWith("/"u8);
    }

    private static bool TryReadLink(ulong address, ReadOnlySpan<byte> target, out RemoteAuthRequest request)
    {
        var question = target.IndexOf((byte)'?');
        var path = question < 0 ? target : target[..question];
        var rest = question < 0 ? default : target[(question + 1)..];
        ReadOnlySpan<byte> authKey = default;
        ReadOnlySpan<byte> ticket = default;
        var (hasAuthKey, hasTicket) = (false, false);
        while (!rest.IsEmpty && !(hasAuthKey && hasTicket))
        {
            var end = rest.IndexOf((byte)'&');
            var pair = end < 0 ? rest : rest[..end];
            if (!hasAuthKey && pair.StartsWith("auth_key="u8))
            {
                authKey = pair["auth_key=".Length..];
                hasAuthKey = true;
            }
            else if (!hasTicket && pair.StartsWith("pd="u8))
            {
                ticket = pair["pd=".Length..];
                hasTicket = true;
            }

            rest = end < 0 ? default : rest[(end + 1)..];
        }

        request = new RemoteAuthRequest(address, path, authKey, ticket);
        return true;
    }

    // Strict: what a machine escaped has no stray percent signs.
    private static bool TryDecode(ReadOnlySpan<byte> encoded, Span<byte> room, out int length)
    {
        length = 0;
        while (!encoded.IsEmpty)
        {
            if (encoded[0] != (byte)'%')
            {
                room[length++] = encoded[0];
                encoded = encoded[1..];
                continue;
            }

            if (!PercentEncoding.TryReadTriplet(encoded, out var value))
            {
                return false;
            }

            room[length++] = value;
            encoded = encoded[3..];
        }

        return true;
    }
}
