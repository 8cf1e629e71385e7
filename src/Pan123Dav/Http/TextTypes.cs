namespace Pan123Dav.Http;

/// <summary>Which content types are texts that people read.</summary>
internal static class TextTypes
{
    /// <summary>
    /// Whether <paramref name="type"/>, without parameters and in lower case, is one: <c>text/…</c>, and the texts that are registered elsewhere.
    /// </summary>
    public static bool Contains(ReadOnlySpan<byte> type) =>
        type.StartsWith("text/"u8)
        || type.EndsWith("+xml"u8)
        || type.EndsWith("+json"u8)
        || type.SequenceEqual("application/x-subrip"u8)
        || type.SequenceEqual("application/json"u8)
        || type.SequenceEqual("application/xml"u8)
        || type.SequenceEqual("application/javascript"u8)
        || type.SequenceEqual("application/x-javascript"u8)
        || type.SequenceEqual("application/x-sh"u8)
        || type.SequenceEqual("application/yaml"u8);
}
