using System.Buffers;
using System.IO.Hashing;
using System.Text;
using Pan123Dav.Authentication.Tokens;
using Pan123Dav.Links;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Urls;

namespace Pan123Dav.Media;

/// <summary>
/// Absolute <c>/d</c> links signed in one user's name, as playlists and <c>.strm</c> files hold them: they play without any other credentials.
/// </summary>
internal sealed class UserLinks
{
    /// <summary>The expiry of a link that ends only with the token that signed it.</summary>
    public const long Never = 0;

    private const string Door = "/d";
    private const string Query = "?sign=";

    private readonly byte[] _beginning;
    private readonly ApiToken _token;
    private readonly int _endLength;

    /// <param name="address">Scheme, host and prefix under which clients reach the gateway, with or without a slash at its end.</param>
    /// <param name="token">The user's, which signs.</param>
    public UserLinks(string address, ApiToken token)
    {
        _beginning = Encoding.ASCII.GetBytes(address.TrimEnd('/') + Door);
        _token = token;
        _endLength = Query.Length + PathSignature.Create(token.Key, StoragePath.Root, Never).Length;
        Fingerprint = XxHash3.HashToUInt64(_beginning, (long)token.Generation);
    }

    /// <summary>Changes with the address and with the user's token. Tells neither.</summary>
    public ulong Fingerprint { get; }

    /// <summary>The length in bytes of the link that <see cref="Create"/> makes for <see cref="Never"/>.</summary>
    public int GetLength(StoragePath path)
    {
        var length = _beginning.Length + _endLength;
        foreach (var segment in path.Segments)
        {
            length += PercentEncoding.GetLength(segment.Span) + 1;
        }

        return length;
    }

    /// <summary>The link of the file at <paramref name="path"/>, ASCII.</summary>
    /// <param name="path">As the user sees it.</param>
    /// <param name="expires">Unix seconds, or <see cref="Never"/>.</param>
    public byte[] Create(StoragePath path, long expires = Never)
    {
        var link = new ArrayBufferWriter<byte>(256);
        Write(link, path, expires);
        return link.WrittenSpan.ToArray();
    }

    /// <summary>Writes what <see cref="Create"/> makes.</summary>
    public void Write(IBufferWriter<byte> link, StoragePath path, long expires = Never)
    {
        link.Write(_beginning);
        foreach (var segment in path.Segments)
        {
            var room = link.GetSpan((segment.Length * 3) + 1);
            room[0] = (byte)'/';
            link.Advance(1 + PercentEncoding.Encode(segment.Span, room[1..]));
        }

        Encoding.ASCII.GetBytes(Query + PathSignature.Create(_token.Key, path, expires), link);
    }
}
