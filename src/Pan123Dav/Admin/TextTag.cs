using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Pan123Dav.Admin;

/// <summary>The strong entity tag of a text: a digest of its bytes.</summary>
internal static class TextTag
{
    private const int Length = 16;

    /// <summary>The digest alone, in hexadecimal digits.</summary>
    public static string GetDigest(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text).AsSpan(0, Length));

    /// <summary>The tag, in quotes.</summary>
    public static string Create(ReadOnlySpan<byte> text) => FromDigest(GetDigest(text));

    /// <summary>The tag, in quotes.</summary>
    public static string FromDigest(string digest) => $"\"{digest}\"";

    /// <summary>
    /// Whether a text of this tag is what an <c>If-Match</c> means (RFC 9110 section 13.1.1). None means any; one that cannot be read means nothing.
    /// </summary>
    public static bool IsMeant(StringValues ifMatch, string tag) => ifMatch.Count == 0
        || (EntityTagHeaderValue.TryParseList(ifMatch, out var tags) && tags.Any(given => IsAny(given) || (!given.IsWeak && IsSame(given, tag))));

    /// <summary>Whether an <c>If-None-Match</c> has this tag.</summary>
    public static bool IsKnown(StringValues ifNoneMatch, string tag) =>
        EntityTagHeaderValue.TryParseList(ifNoneMatch, out var tags) && tags.Any(given => IsAny(given) || IsSame(given, tag));

    private static bool IsAny(EntityTagHeaderValue given) => given.Equals(EntityTagHeaderValue.Any);

    private static bool IsSame(EntityTagHeaderValue given, string tag) => given.Tag.Equals(tag, StringComparison.Ordinal);
}
